//! The application of these tests, served by both frameworks.

use std::sync::Arc;

use cors_tests::{
    driver::{Driver, Incoming, Served, call_actix},
    exchange::ClientRequest,
    frameworks::{Framework, Runs},
};
use http::{Request, Response};
use tokio::sync::Semaphore;

/// The named policies. `cors` is the attribute of the framework at hand.
// Each run of rustfmt would move what is in here further to the right.
#[rustfmt::skip]
macro_rules! policies {
    () => {
        cors_tests::frontend_policy!();

        /// The policy of handlers that every origin may read.
        #[cors(origins = "*", allow_headers = ["*", "authorization"], expose_headers = ["etag"], max_age = 600)]
        pub(crate) struct Public;

        #[cors(origins = ["https://app.example.com"], credentials, enforce)]
        struct Strict;

        #[cors(same_origin, enforce)]
        struct Closed;

        #[cors(policy = Strict, same_origin)]
        struct StrictClosed;

        /// In production, the pages have the origin of the API.
        #[cors(same_origin, dev_origins = ["http://localhost:5173"], credentials, allow_headers = ["content-type"], max_age = "1h")]
        struct Developed;

        /// For handshakes of WebSockets.
        #[cors(origins = ["https://app.example.com"], credentials, enforce, methods = [GET])]
        struct Socket;
    };
}

pub(crate) mod actix;
pub(crate) mod axum;

/// The middleware inside CORS, around all routes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Inside {
    Nothing,
    /// Answers 401 to every request.
    Refusing,
    /// Fails with 401 as an error. axum's middleware cannot fail, so that there it answers.
    Failing,
    /// Replaces every response by a 502 without headers.
    Clearing,
}

/// The state that the handlers of an application share with the test.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) handlers: Runs,
    pub(crate) extractors: Runs,
    pub(crate) layers: Runs,
    pieces: Arc<Semaphore>,
}

impl Default for Shared {
    fn default() -> Self {
        let pieces = Arc::new(Semaphore::new(0));
        Shared { handlers: Runs::default(), extractors: Runs::default(), layers: Runs::default(), pieces }
    }
}

impl Shared {
    /// How often handlers, extractors and the outermost layer have run.
    pub(crate) fn runs(&self) -> [usize; 3] {
        [&self.handlers, &self.extractors, &self.layers].map(Runs::so_far)
    }

    /// A piece of a streaming body, once the test releases it.
    pub(crate) async fn piece(&self, piece: &'static str) -> &'static str {
        self.pieces.acquire().await.expect("it stays open").forget();
        piece
    }

    /// Releases pieces of a streaming body.
    pub(crate) fn release(&self, pieces: usize) {
        self.pieces.add_permits(pieces);
    }
}

/// The pieces of the streaming body.
pub(crate) const PIECES: [&str; 2] = ["first, ", "second"];

/// Headers that a handler sets itself, as before it had a policy.
pub(crate) const OWN_HEADERS: [(&str, &str); 7] = [
    ("access-control-allow-origin", "https://old.example"),
    ("access-control-allow-origin", "https://older.example"),
    ("access-control-allow-credentials", "true"),
    ("access-control-allow-private-network", "true"),
    ("access-control-max-age", "1"),
    ("vary", "accept-encoding"),
    ("vary", "accept-language"),
];

/// The running application: behind a socket, or called in this thread.
pub(crate) struct App<D = Served> {
    pub(crate) framework: Framework,
    pub(crate) shared: Shared,
    driver: D,
}

impl App {
    /// The application with this middleware inside, behind a socket.
    pub(crate) async fn serve(framework: Framework, inside: Inside) -> Self {
        let shared = Shared::default();
        let driver = match framework {
            Framework::Axum => axum::serve(shared.clone(), inside).await,
            Framework::Actix => actix::serve(shared.clone(), inside),
        };
        App { framework, shared, driver }
    }

    /// Sends a request, and returns as soon as the head of the response is there.
    pub(crate) async fn begin(&self, request: &ClientRequest) -> Incoming {
        self.driver.begin(&request.http()).await
    }
}

pub(crate) async fn axum() -> App {
    App::serve(Framework::Axum, Inside::Nothing).await
}

pub(crate) async fn actix() -> App {
    App::serve(Framework::Actix, Inside::Nothing).await
}

/// The application without a socket, so that requests arrive that an HTTP parser would reject or change.
pub(crate) mod called {
    use super::*;

    pub(crate) async fn axum() -> App<impl Driver> {
        let shared = Shared::default();
        App { framework: Framework::Axum, driver: super::axum::app(shared.clone(), Inside::Nothing), shared }
    }

    pub(crate) async fn actix() -> App<impl Driver> {
        let shared = Shared::default();
        let driver = call_actix(super::actix::app(shared.clone(), Inside::Nothing)).await;
        App { framework: Framework::Actix, driver, shared }
    }
}

impl<D: Driver> Driver for App<D> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.driver.send(request).await
    }

    fn framework(&self) -> Framework {
        self.driver.framework()
    }
}
