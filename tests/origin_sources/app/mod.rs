//! The application of these tests, served by both frameworks: its sources of origins, and its policies.

use std::{
    cell::RefCell,
    sync::{Arc, LazyLock},
};

use cors_core::{AllowedOrigin, OriginSet, ReloadableOrigins, RequestOrigin};
use cors_tests::{
    driver::{Driver, call_actix},
    frameworks::{Framework, Runs},
};
use http::{Request, Response};

/// The sources and the policies. `OriginSource` and `cors` are those of the framework at hand.
#[rustfmt::skip]
macro_rules! policies {
    () => {
        use std::{future::pending, sync::LazyLock, time::Duration};

        /// Made when the application starts.
        static LAZY: LazyLock<OriginSet> = LazyLock::new(|| {
            OriginSet::from_text("https://app.example.com https://*.partner.example").expect("a list")
        });

        /// Looks the origin up in the application's state, after a short wait.
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

        /// Fails.
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

        /// Allows origins that may not send credentials.
        struct Insecure;
        static INSECURE: Insecure = Insecure;

        impl OriginSource for Insecure {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Ok(origin.find_in("http://kiosk.example").or_else(|| origin.find_in("http://localhost:3000")))
            }
        }

        /// Returns evidence for another origin than the one it was given.
        struct Mistaken;
        static MISTAKEN: Mistaken = Mistaken;

        impl OriginSource for Mistaken {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                Ok(crate::app::evidence_for_another_origin())
            }
        }

        /// Counts its queries.
        struct Counting;
        static COUNTING: Counting = Counting;

        impl OriginSource for Counting {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
                request.state::<Table>().ok_or("the application has no table")?.queries.count();
                Ok(origin.find_in("https://app.example.com"))
            }
        }

        /// Answers after 400 milliseconds.
        struct Late;
        static LATE: Late = Late;

        impl OriginSource for Late {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                tokio::time::sleep(Duration::from_millis(400)).await;
                Ok(origin.find_in("https://app.example.com"))
            }
        }

        /// Denies every origin, after the same time.
        struct LateAndClosed;
        static LATE_AND_CLOSED: LateAndClosed = LateAndClosed;

        impl OriginSource for LateAndClosed {
            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                tokio::time::sleep(Duration::from_millis(400)).await;
                Ok(None)
            }
        }

        /// Never answers; its time limit is a parameter.
        struct Stuck<const MILLISECONDS: u64>;
        static STUCK: Stuck<400> = Stuck;
        static STUCK_AS_WELL: Stuck<401> = Stuck;

        impl<const MILLISECONDS: u64> OriginSource for Stuck<MILLISECONDS> {
            const TIME_LIMIT: Duration = Duration::from_millis(MILLISECONDS);

            async fn check<'r>(&self, _: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                pending().await
            }
        }

        /// Panics, at once or after a short wait.
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
        struct NeverKnownAsWell;

        #[cors(origins = PANICKING)]
        struct Panics;

        #[cors(origins = PANICKING_LATER, enforce)]
        struct PanicsLater;

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

        #[cors(origins = ["https://app.example.com"], enforce = "report")]
        struct Reported;

        #[cors(policy = Known, hosts = ["api.example.com"])]
        struct Local;

        #[cors(policy = OfTenant, enforce)]
        struct StrictOfTenant;

        #[cors(origins = MISTAKEN, credentials)]
        struct Misled;

        #[cors(policy = Misled, enforce)]
        struct StrictMisled;
    };
}

mod actix;
mod axum;

/// The origins of each tenant: the state of the application.
#[derive(Clone)]
pub(crate) struct Table {
    origins: Arc<Vec<(&'static str, &'static str)>>,
    /// How often the source `Counting` was queried.
    pub(crate) queries: Runs,
}

impl Default for Table {
    fn default() -> Self {
        let origins = vec![("one", "https://one.example"), ("two", "https://*.two.example"), ("broken", "two.example")];
        Table { origins: Arc::new(origins), queries: Runs::default() }
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

/// Evidence for [`OTHER`], whatever `Origin` a request has.
pub(crate) fn evidence_for_another_origin() -> Option<AllowedOrigin<'static>> {
    let other = RequestOrigin::read([OTHER.as_bytes()].into_iter()).requested()?;
    other.find_in(&OTHER.to_owned())
}

/// The application, called in this thread.
pub(crate) struct App<D> {
    /// How often the layer around all routes has run.
    pub(crate) runs: Runs,
    pub(crate) table: Table,
    driver: D,
}

impl<D: Driver> Driver for App<D> {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.driver.send(request).await
    }

    fn framework(&self) -> Framework {
        self.driver.framework()
    }
}

pub(crate) async fn axum() -> App<impl Driver> {
    let (runs, table) = (Runs::default(), Table::default());
    App { driver: self::axum::app(runs.clone(), table.clone()), runs, table }
}

pub(crate) async fn actix() -> App<impl Driver> {
    let (runs, table) = (Runs::default(), Table::default());
    let driver = call_actix(self::actix::app(runs.clone(), table.clone())).await;
    App { driver, runs, table }
}
