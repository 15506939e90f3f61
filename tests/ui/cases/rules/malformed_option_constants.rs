//! Constants and macros in the place of literals.

use cors_axum::{cors, origin_set};

const FRONTEND_URL: &str = "https://app.example.com";
const DEV_SERVERS: &[&str] = &["http://localhost:5173"];
const API: &str = "api.example.com";
const ONE_HOUR: u32 = 3600;

#[cors(origins = [FRONTEND_URL])]
async fn origins() {}

#[cors(origins = ["https://www.example.com", env!("FRONTEND_URL")])]
async fn from_the_build() {}

#[cors(origins = concat!("https://", "app.example.com"))]
async fn no_list() {}

#[cors(origins = "*", max_age = ONE_HOUR)]
async fn max_age() {}

#[cors(origins = "*", max_age = 60 * 60)]
async fn computed() {}

#[cors(same_origin, dev_origins = DEV_SERVERS)]
async fn dev_origins() {}

#[cors(same_origin, hosts = [crate::API])]
async fn hosts() {}

#[cors(origins = "*", allow_headers = [axum::http::header::IF_MATCH], expose_headers = [axum::http::header::ETAG])]
async fn headers() {}

static PARTNERS: cors_axum::OriginSet = origin_set![FRONTEND_URL];

fn main() {}
