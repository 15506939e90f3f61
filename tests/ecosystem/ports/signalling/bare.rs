//! Without CORS.

use axum::{Router, routing::get};
use tower_http::trace::TraceLayer;

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

    fn trace(mut self) -> Self {
        self.router = self.router.layer(TraceLayer::new_for_http());
        self
    }

    fn build(self) -> Router {
        self.router.with_state(Rooms::default())
    }
}

/// The application.
#[expect(dead_code, reason = "what the others are compared with")]
pub(super) fn app() -> Router {
    let signalling = SignallingServer::new().trace().build();
    Router::new().route("/", get(|| async { "a game" })).merge(signalling)
}
