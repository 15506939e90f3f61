//! With `CorsLayer`.

use axum::{Router, routing::get};
use tower_http::{
    cors::{Any, CorsLayer},
    trace::TraceLayer,
};

use super::handlers::{Rooms, health, join, rooms};

/// The library.
struct SignallingServer {
    router: Router<Rooms>,
}

impl SignallingServer {
    fn new() -> Self {
        let router =
            Router::new().route("/health", get(health)).route("/rooms", get(rooms)).route("/join/{room}", get(join));
        SignallingServer { router }
    }

    fn cors(mut self) -> Self {
        let cors = CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(Any);
        self.router = self.router.layer(cors);
        self
    }

    fn trace(mut self) -> Self {
        self.router = self.router.layer(TraceLayer::new_for_http());
        self
    }

    fn build(self) -> Router {
        self.router.with_state(Rooms::default())
    }
}

/// The application.
pub(super) fn app() -> Router {
    let signalling = SignallingServer::new().cors().trace().build();
    Router::new().route("/", get(|| async { "a game" })).merge(signalling)
}
