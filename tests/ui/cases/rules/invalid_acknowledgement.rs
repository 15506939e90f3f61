use cors_axum::cors;

#[cors(origins = ["http://app.example.com"], credentials, allow(insecure_origin))]
async fn no_reason() {}

#[cors(origins = ["http://app.example.com"], credentials, allow(insecure_origin, reason = " "))]
async fn empty_reason() {}

#[cors(origins = ["http://app.example.com"], credentials, allow(insecure_orgin, reason = "an intranet"))]
async fn misspelt() {}

#[cors(origins = ["https://app.example.com"], allow(flurb, reason = "why not"))]
async fn unknown() {}

#[cors(origins = ["https://app.example.com"], allow(null_origin, reason = "a sandboxed frame"))]
async fn hard_rule() {}

#[cors(origins = ["https://app.example.com"], credentials, allow(insecure_origin, reason = "an intranet"))]
async fn not_needed() {}

#[cors(origins = ["https://app.example.com"], allow(reason = "why not"))]
async fn no_rule() {}

#[cors(origins = ["https://app.example.com"], allow())]
async fn nothing() {}

#[cors(
    origins = ["http://app.example.com"],
    credentials,
    allow(insecure_origin, reason = "an intranet"),
    allow(insecure_origin, reason = "behind a VPN"),
)]
async fn twice() {}

#[cors(origins = ["http://app.example.com/"], credentials, allow(insecure_origin, reason = "an intranet"))]
async fn not_needed_only_because_of_the_slash() {}

fn main() {}
