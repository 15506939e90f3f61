//! An application whose source of origins comes and goes, behind nginx's cache.

use std::{
    net::{Ipv4Addr, TcpListener},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::runtime::Runtime;

use crate::{
    APP, Framework,
    behind::{Answer, send},
    nginx::Nginx,
    page,
};

/// Whether the source is away: for both frameworks, one test after another.
static IS_AWAY: AtomicBool = AtomicBool::new(false);
static ONE_AFTER_ANOTHER: Mutex<()> = Mutex::new(());

macro_rules! source_and_policies {
    () => {
        struct Flaky;
        static FLAKY: Flaky = Flaky;

        impl OriginSource for Flaky {
            async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
                if super::IS_AWAY.load(super::Ordering::Relaxed) {
                    return Err("the database is away".into());
                }
                Ok(origin.find_in("https://app.example.com"))
            }
        }

        #[cors(origins = FLAKY, credentials)]
        struct Known;

        #[cors(policy = Known, enforce)]
        struct Strict;

        const CACHED: (&str, &str) = ("cache-control", "public, max-age=3600");
    };
}

mod on_axum {
    use cors_axum::{CorsRouter, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, with_policy};

    source_and_policies!();

    pub(super) async fn serve(listener: std::net::TcpListener) {
        let app: CorsRouter = CorsRouter::new()
            .route("/prices", with_policy(Known).get(|| async { ([CACHED], "42") }))
            .route("/strict", with_policy(Strict).get(|| async { ([CACHED], "42") }));
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        axum::serve(listener, app.into_make_service()).await.expect("it serves");
    }
}

mod on_actix {
    use actix_web::{App, HttpResponse, HttpServer};
    use cors_actix::{
        OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, cors, resource, with_policy,
    };

    source_and_policies!();

    async fn prices() -> HttpResponse {
        HttpResponse::Ok().insert_header(CACHED).body("42")
    }

    pub(super) async fn serve(listener: std::net::TcpListener) {
        let app = || {
            App::new()
                .with_cors()
                .service(resource("/prices").route(with_policy(Known).get(prices)))
                .service(resource("/strict").route(with_policy(Strict).get(prices)))
                .finish()
        };
        HttpServer::new(app)
            .workers(1)
            .disable_signals()
            .listen(listener)
            .expect("a listener")
            .run()
            .await
            .expect("it serves");
    }
}

struct Behind {
    nginx: Nginx,
    _runtime: Arc<Runtime>,
}

impl Behind {
    /// Behind a cache that keeps answers of any status. `None`: there is no nginx.
    fn start(framework: Framework, name: &str) -> Option<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let api = listener.local_addr().expect("an address");
        let runtime = Runtime::new().expect("a runtime can be started");
        match framework {
            Framework::Axum => drop(runtime.spawn(on_axum::serve(listener))),
            Framework::Actix => drop(runtime.spawn(on_actix::serve(listener))),
        }
        let server = page::configuration("cache").expect("a configuration");
        let server = server.replace("proxy_cache_valid 200 1m", "proxy_cache_valid any 1m");
        let nginx = Nginx::start_with(&format!("{framework:?}-{name}").to_lowercase(), "cache", &server, api)?;
        Some(Behind { nginx, _runtime: Arc::new(runtime) })
    }

    /// The answer to a `GET`, and whether it came from the cache.
    fn get(&self, path: &str, headers: &[(&str, &str)]) -> (Answer, bool) {
        let answer = send(self.nginx.port, "GET", path, headers);
        let is_cached = answer.header("x-cache") == Some("HIT");
        (answer, is_cached)
    }
}

crate::on_both! {
    a_denial_that_passes_is_not_kept
    a_refusal_is_not_kept
}

fn a_denial_that_passes_is_not_kept(framework: Framework) {
    let _alone = ONE_AFTER_ANOTHER.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(behind) = Behind::start(framework, "denial") else { return };
    let page = [("origin", APP)];
    IS_AWAY.store(true, Ordering::Relaxed);
    let (denied, _) = behind.get("/prices", &page);
    IS_AWAY.store(false, Ordering::Relaxed);
    assert_eq!((denied.status, denied.allowed(), denied.header("cache-control")), (200, None, Some("no-store")));

    // The source is back, and so is the page.
    for expected in [false, true] {
        let (answer, is_cached) = behind.get("/prices", &page);
        assert_eq!((answer.allowed(), is_cached), (Some(APP), expected), "{answer:?}");
    }
    // What is certain is kept for as long as the handler says.
    for expected in [false, true] {
        let (answer, is_cached) = behind.get("/prices", &[("origin", crate::EVIL)]);
        assert_eq!((answer.status, answer.allowed(), is_cached), (200, None, expected), "{answer:?}");
    }
}

/// Two requests of the same `Origin`, and one of them is of the server's own page.
fn a_refusal_is_not_kept(framework: Framework) {
    let _alone = ONE_AFTER_ANOTHER.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(behind) = Behind::start(framework, "refusal") else { return };
    let foreign = [("origin", "null"), ("sec-fetch-site", "cross-site")];
    let own = [("origin", "null"), ("sec-fetch-site", "same-origin")];
    for _ in 0..2 {
        let (refused, is_cached) = behind.get("/strict", &foreign);
        assert_eq!((refused.status, is_cached), (403, false), "{refused:?}");
    }
    assert_eq!(behind.get("/strict", &own).0.status, 200);
}
