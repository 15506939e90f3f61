use axum::Json;
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type", "authorization"])]
struct Frontend;

#[cors(policy = Frontend, credentials, allow(insecure_origin, reason = "an intranet"))]
async fn insecure() {}

#[cors(policy = Frontend, credentials, allow(public_suffix_wildcard, reason = "ours"))]
async fn public_suffix() {}

#[cors(policy = Frontend, allow(localhost_origin, reason = "a tool"))]
async fn localhost() {}

#[cors(policy = Frontend, allow(json_without_content_type, reason = "sent as text/plain"))]
async fn json(_: Json<u8>) {}

#[cors(policy = Frontend, allow(auth_without_authorization, reason = "no scripts"))]
async fn auth() {}

fn main() {}
