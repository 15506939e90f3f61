//! The handlers, as axum serves them.

use axum::extract::State;
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::{driver::serve_axum, frameworks::Runs};

use super::Applications;

type Recorder = State<Runs>;

handlers!();

pub(super) async fn serve(runs: &Runs) -> Applications {
    let handlers = || CorsRouter::new().route("/any", routes![any(any_host)]).route("/own", routes![any(own_host)]);
    let restricted = handlers()
        .route_without_cors("/unannotated", axum::routing::any(unannotated))
        .hosts(["api.example.com"])
        .with_state(runs.clone());
    Applications {
        by_policy: serve_axum(handlers().with_state(runs.clone()).into_router()).await,
        restricted: serve_axum(restricted.into_router()).await,
    }
}
