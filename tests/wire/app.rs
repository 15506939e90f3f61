//! The application that the rows are about: what it has in common, whichever framework serves it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use cors_tests::driver::{Driver, Incoming, Served};
use http::{Request, Response};
use tokio::sync::Semaphore;

use crate::{
    app_actix, app_axum,
    exchange::{Ask, Expected},
};

/// Makes a test of every function that is named, for every framework.
macro_rules! on_every_framework {
    ($($test:ident)+) => {
        mod on_axum {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test($crate::app::Framework::Axum).await;
                }
            )+
        }
        mod on_actix {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test($crate::app::Framework::Actix).await;
                }
            )+
        }
    };
}

/// The named policies. `cors` is the attribute of the framework at hand.
// Each run of rustfmt would move what is in here further to the right.
#[rustfmt::skip]
macro_rules! policies {
    () => {
        /// The policy of most handlers.
        #[cors(
            origins = ["https://app.example.com", "https://*.partner.example"],
            dev_origins = ["http://localhost:*"],
            credentials,
            allow_headers = ["content-type", "authorization"],
            expose_headers = ["x-total-count"],
            max_age = "2h",
        )]
        pub(crate) struct Frontend;

        /// The policy of what everybody may read.
        #[cors(origins = "*", allow_headers = ["*", "authorization"], expose_headers = ["etag"], max_age = 600)]
        pub(crate) struct Public;
    };
}

/// What serves the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

/// What the application has inside CORS, around all of its routes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Inside {
    Nothing,
    /// Refuses whatever it sees, with 401.
    Refusing,
    /// The same, as an error, where middleware can fail. Where it cannot, there is nothing else to be tested.
    Failing,
    /// Makes a 502 without headers of every response.
    Clearing,
}

/// What has run, and what waits: shared by all handlers of an application, and with the test.
#[derive(Clone)]
pub(crate) struct Shared(Arc<(Runs, Semaphore)>);

type Runs = [AtomicUsize; 3];

/// What can run for a request.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Handler,
    Extractor,
    Layer,
}

impl Default for Shared {
    fn default() -> Self {
        Shared(Arc::new((Runs::default(), Semaphore::new(0))))
    }
}

impl Shared {
    pub(crate) fn count(&self, part: Part) {
        self.0.0[part as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How often handlers, extractors and layers have run.
    pub(crate) fn so_far(&self) -> [usize; 3] {
        [Part::Handler, Part::Extractor, Part::Layer].map(|part| self.0.0[part as usize].load(Ordering::Relaxed))
    }

    /// A piece of a streaming body, once the test lets it go.
    pub(crate) async fn piece(&self, piece: &'static str) -> &'static str {
        self.0.1.acquire().await.expect("nobody closes it").forget();
        piece
    }

    /// Lets pieces of a streaming body go.
    pub(crate) fn release(&self, pieces: usize) {
        self.0.1.add_permits(pieces);
    }
}

/// The pieces of the streaming body.
pub(crate) const PIECES: [&str; 2] = ["first, ", "second"];

/// What a handler from before there was a policy sets.
pub(crate) const OWN_HEADERS: [(&str, &str); 7] = [
    ("access-control-allow-origin", "https://old.example"),
    ("access-control-allow-origin", "https://older.example"),
    ("access-control-allow-credentials", "true"),
    ("access-control-allow-private-network", "true"),
    ("access-control-max-age", "1"),
    ("vary", "accept-encoding"),
    ("vary", "accept-language"),
];

/// The application, running.
pub(crate) struct App {
    pub(crate) shared: Shared,
    served: Served,
}

impl Framework {
    /// The application, as this framework serves it.
    pub(crate) async fn app(self, inside: Inside) -> App {
        let shared = Shared::default();
        let served = match self {
            Framework::Axum => app_axum::serve(shared.clone(), inside).await,
            Framework::Actix => app_actix::serve(shared.clone(), inside),
        };
        App { shared, served }
    }
}

impl App {
    /// Runs every row of a table.
    pub(crate) async fn check(&self, rows: &[(&str, Ask, Expected)]) {
        crate::exchange::check(self, rows).await;
    }

    /// Sends a request, and returns as soon as the head of the response is there.
    pub(crate) async fn begin(&self, ask: &Ask) -> Incoming {
        self.served.begin(&ask.request()).await
    }
}

impl Driver for App {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.served.send(request).await
    }
}
