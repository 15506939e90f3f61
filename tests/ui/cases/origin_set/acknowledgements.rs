use cors_axum::{OriginSet, origin_set};

static NO_REASON: OriginSet = origin_set!["http://kiosk.example", allow(insecure_origin)];

static MISSPELT: OriginSet = origin_set!["http://kiosk.example", alow(insecure_origin, reason = "our own network")];

static NOT_NEEDED: OriginSet = origin_set!["https://kiosk.example", allow(insecure_origin, reason = "our own network")];

static HARD_RULE: OriginSet = origin_set!["https://app.example.com", allow(null_origin, reason = "a sandboxed frame")];

fn main() {}
