//! Nothing is mounted on what answers requests: to mount takes the router, and nobody who shares it has it.

use axum::Router;
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn list() {}

async fn handler(router: &CorsRouter) -> &'static str {
    let _ = router.route("/users", routes![get(list)]);
    "mounted"
}

fn main() {
    let router = CorsRouter::new();
    let _: Router = router.into_router();
    let _ = router.route("/users", routes![get(list)]);
    let _ = handler;
}
