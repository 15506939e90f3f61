//! With a policy that the application chooses.

use axum::{Router, routing::get};
use cors_axum::{CorsRouter, NamedPolicy, cors};
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

    fn build<P: NamedPolicy>(self, policy: P) -> CorsRouter {
        CorsRouter::new().merge_with_policy(policy, self.router.with_state(Rooms::default()))
    }
}

#[cors(origins = ["https://app.example.com"], methods = [GET, POST], enforce)]
struct Game;

/// The application.
pub(super) fn app() -> Router {
    let signalling = SignallingServer::new().trace().build(Game);
    Router::new().route("/", get(|| async { "a game" })).merge(signalling)
}
