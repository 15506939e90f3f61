//! What the two applications share.

use std::{
    cell::RefCell,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use cors_core::{AllowedOrigin, OriginSet, ReloadableOrigins, RequestOrigin};
use cors_tests::driver::Driver;
use http::{Request, Response};

use crate::{app_actix, app_axum};

/// Makes a test of every function that is named, for every framework.
macro_rules! on_every_framework {
    ($($test:ident)+) => {
        mod on_axum {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&$crate::app::axum().await).await;
                }
            )+
        }
        mod on_actix {
            $(
                #[tokio::test]
                async fn $test() {
                    super::$test(&$crate::app::actix().await).await;
                }
            )+
        }
    };
}

/// The sources and the policies. `OriginSource` and `cors` are those of the framework at hand.
#[rustfmt::skip]
macro_rules! policies {
    () => {
        use std::{future::pending, sync::LazyLock, time::Duration};

        /// Made when the application is.
        static LAZY: LazyLock<OriginSet> = LazyLock::new(|| {
            OriginSet::from_text("https://app.example.com https://*.partner.example").expect("a list")
        });

        /// Asks a table that the application holds, and takes its time.
        struct Tenants;
        static TENANTS: Tenants = Tenants;

        impl OriginSource for Tenants {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
                let table: &Table = request.state().ok_or("the application has no table")?;
                let tenant = tenant(&request).to_owned();
                tokio::time::sleep(Duration::from_millis(2)).await;
                let Some(trusted) = table.origin_of(&tenant) else { return Ok(None) };
                Ok(origin.find_in(trusted))
            }
        }

        /// Has lost its data base.
        struct Failing;
        static FAILING: Failing = Failing;

        impl OriginSource for Failing {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Err(crate::app::FAILURE.with_borrow(|text| text.clone()).into())
            }
        }

        /// Never answers.
        struct Slow;
        static SLOW: Slow = Slow;

        impl OriginSource for Slow {
            const TIME_LIMIT: Duration = Duration::from_millis(20);

            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                pending().await
            }
        }

        /// Trusts what is good enough only without credentials.
        struct Insecure;
        static INSECURE: Insecure = Insecure;

        impl OriginSource for Insecure {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Ok(origin.find_in("http://kiosk.example").or_else(|| origin.find_in("http://localhost:3000")))
            }
        }

        /// Gives evidence for another origin than the one that asks.
        struct Mistaken;
        static MISTAKEN: Mistaken = Mistaken;

        impl OriginSource for Mistaken {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Ok(crate::app::evidence_for_another_origin())
            }
        }

        /// Counts how often it is asked.
        struct Counting;
        static COUNTING: Counting = Counting;

        impl OriginSource for Counting {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
                request.state::<Table>().ok_or("the application has no table")?.asked.count();
                Ok(origin.find_in("https://app.example.com"))
            }
        }

        /// Answers after a while.
        struct Late;
        static LATE: Late = Late;

        impl OriginSource for Late {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                tokio::time::sleep(Duration::from_millis(400)).await;
                Ok(origin.find_in("https://app.example.com"))
            }
        }

        /// Answers after as long, that no origin is allowed.
        struct LateAndClosed;
        static LATE_AND_CLOSED: LateAndClosed = LateAndClosed;

        impl OriginSource for LateAndClosed {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                tokio::time::sleep(Duration::from_millis(400)).await;
                Ok(None)
            }
        }

        /// Never answer, and may take so long.
        struct Stuck<const MILLISECONDS: u64>;
        static STUCK: Stuck<400> = Stuck;
        static STUCK_AS_WELL: Stuck<401> = Stuck;

        impl<const MILLISECONDS: u64> OriginSource for Stuck<MILLISECONDS> {
            const TIME_LIMIT: Duration = Duration::from_millis(MILLISECONDS);

            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                pending().await
            }
        }

        /// Panics: at once, or once it has waited.
        struct Panicking<const WAITS: bool>;
        static PANICKING: Panicking<false> = Panicking;
        static PANICKING_LATER: Panicking<true> = Panicking;

        impl<const WAITS: bool> OriginSource for Panicking<WAITS> {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                if WAITS {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                panic!("the pool is poisoned")
            }
        }

        #[cors(origins = COUNTING, credentials)]
        struct Counted;

        #[cors(policy = Counted, enforce)]
        struct StrictCounted;

        #[cors(origins = LATE)]
        struct KnownLate;

        #[cors(origins = LATE_AND_CLOSED)]
        struct ClosedLate;

        #[cors(origins = STUCK)]
        struct NeverKnown;

        #[cors(origins = STUCK_AS_WELL)]
        struct NeverKnownEither;

        #[cors(origins = PANICKING)]
        struct Panics;

        #[cors(origins = PANICKING_LATER, enforce)]
        struct PanicsLater;

        /// A handshake of a WebSocket.
        #[cors(origins = ["https://app.example.com"], credentials, enforce, methods = [GET])]
        struct Socket;

        #[cors(origins = LAZY, credentials, max_age = 60)]
        struct Known;

        #[cors(origins = TENANTS, credentials, allow_headers = ["content-type"])]
        struct OfTenant;

        #[cors(origins = FAILING, credentials, dev_origins = ["http://localhost:5173"])]
        struct Fails;

        #[cors(origins = SLOW)]
        struct TooSlow;

        #[cors(origins = INSECURE)]
        struct Kiosks;

        #[cors(policy = Kiosks, credentials)]
        struct KiosksWithCredentials;

        #[cors(origins = RELOADED)]
        struct Reloaded;

        #[cors(origins = ["https://app.example.com"], credentials, enforce)]
        struct Strict;

        #[cors(same_origin, enforce)]
        struct Closed;

        #[cors(policy = OfTenant, enforce)]
        struct StrictOfTenant;

        #[cors(origins = MISTAKEN, credentials)]
        struct Misled;

        #[cors(policy = Misled, enforce)]
        struct StrictMisled;

        #[cors(policy = Strict, same_origin)]
        struct StrictClosed;
    };
}

/// Whose origins are asked for: the state of the applications.
#[derive(Clone)]
pub(crate) struct Table {
    origins: Arc<Vec<(&'static str, &'static str)>>,
    /// How often a source has been asked.
    pub(crate) asked: Runs,
}

impl Default for Table {
    fn default() -> Self {
        let origins = vec![("one", "https://one.example"), ("two", "https://*.two.example"), ("broken", "two.example")];
        Table { origins: Arc::new(origins), asked: Runs::default() }
    }
}

impl Table {
    pub(crate) fn origin_of(&self, tenant: &str) -> Option<&'static str> {
        self.origins.iter().find(|(name, _)| *name == tenant).map(|(_, origin)| *origin)
    }
}

/// Changed by a test while requests are answered.
pub(crate) static RELOADED: LazyLock<ReloadableOrigins> =
    LazyLock::new(|| ReloadableOrigins::new(OriginSet::from_text("https://app.example.com").expect("a list")));

thread_local! {
    /// The error of the source `Failing`.
    pub(crate) static FAILURE: RefCell<String> = RefCell::new("the data base is away\r\n\x1b[31mroot logged in".to_owned());
}

/// The only origin that the source `Mistaken` has evidence for.
pub(crate) const OTHER: &str = "https://other.example";

/// Evidence for [`OTHER`], whichever origin a request names.
pub(crate) fn evidence_for_another_origin() -> Option<AllowedOrigin<'static>> {
    let other = RequestOrigin::read([OTHER.as_bytes()].into_iter()).requested()?;
    other.find_in(&OTHER.to_owned())
}

/// How often layers and handlers have run.
#[derive(Clone, Default)]
pub(crate) struct Runs(Arc<AtomicUsize>);

impl Runs {
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn so_far(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// An application, called in this thread.
pub(crate) struct App<D> {
    pub(crate) runs: Runs,
    pub(crate) table: Table,
    driver: D,
}

impl<D: Driver> Driver for App<D> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.driver.send(request).await
    }
}

pub(crate) async fn axum() -> App<impl Driver> {
    let (runs, table) = (Runs::default(), Table::default());
    App { driver: app_axum::app(runs.clone(), table.clone()), runs, table }
}

pub(crate) async fn actix() -> App<impl Driver> {
    let (runs, table) = (Runs::default(), Table::default());
    let driver = cors_tests::driver::call_actix(app_actix::app(runs.clone(), table.clone())).await;
    App { driver, runs, table }
}
