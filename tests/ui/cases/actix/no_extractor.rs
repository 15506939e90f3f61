//! Handlers that are mounted by hand, with an argument that is no extractor.

use actix_web::middleware::Compress;
use cors_actix::{Routes, cors, routes};

#[cors(origins = "*")]
async fn list(_page: u32) -> &'static str {
    ""
}

#[cors(origins = "*")]
async fn create(_page: u32) -> &'static str {
    ""
}

#[cors(origins = "*")]
async fn fallback(_page: u32) -> &'static str {
    ""
}

fn users() -> Routes {
    routes![get(list), post(create).wrap(Compress::default()), any(fallback)]
}

fn main() {
    users();
}
