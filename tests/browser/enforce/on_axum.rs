//! The handlers, as axum serves them.

use axum::extract::{Path, State};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::driver::{Served, serve_axum};

use super::record::Runs;

type Recorder = State<Runs>;

handlers!();

pub(super) async fn serve(runs: Runs) -> Served {
    let app = CorsRouter::new()
        .route("/listed/{number}", routes![any(listed)])
        .route("/credentials/{number}", routes![any(with_credentials)])
        .route("/same_origin/{number}", routes![any(same_origin)])
        .route("/report/{number}", routes![any(reporting)])
        .with_state(runs);
    serve_axum(app.into_router()).await
}
