use cors_axum::{OriginSet, origin_set};

const APP: &str = "https://app.example.com";

static PATH: OriginSet = origin_set![APP];

static CLOSURE: OriginSet = origin_set![|origin, _| true];

static LIST: OriginSet = origin_set![["https://app.example.com"]];

static NO_COMMA: OriginSet = origin_set!["https://app.example.com" "https://www.example.com"];

static TWO_COMMAS: OriginSet = origin_set!["https://app.example.com",, "https://www.example.com"];

static OPTION: OriginSet = origin_set!["https://app.example.com", credentials];

fn main() {}
