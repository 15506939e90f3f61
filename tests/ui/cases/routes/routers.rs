//! Routers without policies, where routers with policies are expected.

use axum::{Router, routing::get};
use cors_axum::CorsRouter;

fn api() -> Router {
    Router::new().route("/users", get(|| async { "users" }))
}

fn main() {
    let _: CorsRouter = CorsRouter::new().nest("/api", api());
    let _: CorsRouter = CorsRouter::new().merge(api());
    let _: CorsRouter = CorsRouter::new().nest("/users", get(|| async { "users" }));
}
