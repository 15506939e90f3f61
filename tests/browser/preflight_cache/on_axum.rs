//! The handlers, as axum serves them.

use axum::{extract::State, routing};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::driver::{Served, serve_axum};

use super::Runs;

type Recorder = State<Runs>;

handlers!();

pub(super) async fn serve(runs: Runs) -> Served {
    let app = CorsRouter::new()
        .route("/same", routes![get(read), post(create)])
        .route("/two", routes![get(read), post(administer)])
        .route("/mixed", routes![get(read)])
        .route_without_cors("/mixed", routing::post(internal))
        .route("/most", routes![any(public), delete(remove)])
        .with_state(runs);
    serve_axum(app.into_router()).await
}
