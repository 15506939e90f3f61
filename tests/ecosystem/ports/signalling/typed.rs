//! With the default policy of a router, which the application chooses.

use axum::{Router, routing::get};
use cors_axum::{CorsRouter, NamedPolicy, cors, routes};
use tower_http::trace::TraceLayer;

use super::handlers::{Rooms, health, join, rooms};

/// The library.
struct SignallingServer<P> {
    router: CorsRouter<Rooms, P>,
}

impl<P: NamedPolicy> SignallingServer<P> {
    fn new(policy: P) -> Self {
        let router = CorsRouter::with_default(policy)
            .route("/health", routes![get(health)])
            .route("/rooms", routes![get(rooms)])
            .route("/join/{room}", routes![get(join)]);
        SignallingServer { router }
    }

    fn trace(mut self) -> Self {
        self.router = self.router.layer(TraceLayer::new_for_http());
        self
    }

    fn build(self) -> CorsRouter<(), P> {
        self.router.with_state(Rooms::default())
    }
}

#[cors(origins = ["https://app.example.com"], enforce)]
struct Game;

/// The application.
pub(super) fn app() -> Router {
    let signalling = SignallingServer::new(Game).trace().build();
    Router::new().route("/", get(|| async { "a game" })).merge(signalling)
}
