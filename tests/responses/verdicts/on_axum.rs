//! The applications of axum.

use axum::{
    extract::Request,
    middleware::{Next, from_fn},
    routing::get,
};
use cors_axum::{CorsRouter, cors, with_policy};
use cors_tests::driver::{Served, serve_axum};
use cors_tests::frameworks::Runs;

policies!();

async fn done() -> &'static str {
    "done"
}

pub(super) async fn enforced() -> Served {
    let app = CorsRouter::new()
        .route("/anonymous", with_policy(Anonymous).any(done))
        .route("/user", with_policy(User).any(done))
        .route("/closed", with_policy(Closed).any(done))
        .route("/reported", with_policy(Reported).any(done))
        .route("/user-reported", with_policy(UserReported).any(done))
        .route("/again", with_policy(Again).any(done));
    serve_axum(app.into_router()).await
}

/// Policies with `hosts`. The layer counts requests that get past them.
pub(super) async fn hosts() -> (Served, Runs) {
    let runs = Runs::default();
    let counted = runs.clone();
    let layer = from_fn(move |request: Request, next: Next| {
        counted.count();
        next.run(request)
    });
    let app = CorsRouter::new()
        .route("/local", with_policy(Local).any(done))
        .route("/public", with_policy(PublicLocal).any(done))
        .route("/closed", with_policy(ClosedLocal).any(done))
        .route("/elsewhere", with_policy(Elsewhere).any(done))
        .route("/narrowed", with_policy(Narrowed).any(done))
        .route_without_cors("/plain", get(done))
        .layer(layer);
    (serve_axum(app.into_router()).await, runs)
}

/// A router whose hosts are restricted twice.
pub(super) async fn restricted_twice() -> Served {
    let app = CorsRouter::new()
        .hosts(["api.example.com", "localhost:*"])
        .route("/anonymous", with_policy(Anonymous).any(done))
        .route_without_cors("/plain", get(done))
        .hosts(["api.example.com", "other.example.com"]);
    serve_axum(app.into_router().with_state(Runs::default())).await
}

/// A router with hosts of its own.
pub(super) async fn restricted() -> (Served, Runs) {
    let runs = Runs::default();
    let counted = runs.clone();
    let layer = from_fn(move |request: Request, next: Next| {
        counted.count();
        next.run(request)
    });
    let app = CorsRouter::new()
        .hosts(["api.example.com", "localhost:*"])
        .route("/anonymous", with_policy(Anonymous).any(done))
        .route("/elsewhere", with_policy(Elsewhere).any(done))
        .route_without_cors("/plain", get(done))
        .fallback_without_cors(async || "fallback")
        .layer(layer);
    (serve_axum(app.into_router()).await, runs)
}
