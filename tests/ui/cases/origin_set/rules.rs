use cors_axum::{OriginSet, origin_set};

static MALFORMED: OriginSet = origin_set![
    "https://app.example.com/",
    "www.example.com",
    "https://bücher.example",
    "https://app.*.com",
    "https://*",
    "",
    "null",
    "mirror",
];

static EVERYBODY: OriginSet = origin_set!["*"];

static EVERYBODY_AND_MORE: OriginSet = origin_set!["https://app.example.com", "*"];

static REPEATED: OriginSet = origin_set!["https://a.example.com", "https://*.example.com", "https://*.example.com"];

static RISKS: OriginSet = origin_set!["http://localhost:5173", "http://www.example.com", "https://*.github.io", "vscode-webview://*"];

static NOBODY: OriginSet = origin_set![];

fn main() {}
