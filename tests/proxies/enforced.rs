//! Handlers under `enforce` and `hosts` behind nginx's cache, with its default key: `$scheme$proxy_host$request_uri`.

use std::net::{Ipv4Addr, TcpListener};

use tokio::runtime::Runtime;

use crate::{
    APP, EVIL, Framework,
    behind::{Answer, send_to},
    nginx::Nginx,
    page,
};

/// The host on the list.
const API: &str = "api.test";
/// A host that an attacker points at the server.
const REBOUND: &str = "rebound.test";

macro_rules! handlers {
    () => {
        /// What a handler says about its answer, if every request is trusted.
        const CACHED: (&str, &str) = ("cache-control", "public, max-age=60");

        #[cors(origins = ["https://app.example.com"], enforce)]
        struct Listed;

        #[cors(same_origin, enforce, hosts = ["api.test"])]
        struct Hosted;
    };
}

mod on_axum {
    use cors_axum::{CorsRouter, cors, with_policy};

    handlers!();

    pub(super) async fn serve(listener: std::net::TcpListener) {
        let app: CorsRouter = CorsRouter::new()
            .route("/listed", with_policy(Listed).get(|| async { ([CACHED], "42") }))
            .route("/hosted", with_policy(Hosted).get(|| async { ([CACHED], "42") }));
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        axum::serve(listener, app.into_make_service()).await.expect("it serves");
    }
}

mod on_actix {
    use actix_web::{App, HttpResponse, HttpServer};
    use cors_actix::{WithCors, cors, resource, with_policy};

    handlers!();

    async fn prices() -> HttpResponse {
        HttpResponse::Ok().insert_header(CACHED).body("42")
    }

    pub(super) async fn serve(listener: std::net::TcpListener) {
        let app = || {
            App::new()
                .with_cors()
                .service(resource("/listed").route(with_policy(Listed).get(prices)))
                .service(resource("/hosted").route(with_policy(Hosted).get(prices)))
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

/// A request of a browser. It differs from the others in what the verdict reads, and not in the key of the cache.
#[derive(Debug, Clone, Copy)]
struct Request {
    path: &'static str,
    host: &'static str,
    headers: &'static [(&'static str, &'static str)],
}

const fn listed(headers: &'static [(&'static str, &'static str)]) -> Request {
    Request { path: "/listed", host: API, headers }
}

const fn hosted(host: &'static str) -> Request {
    Request { path: "/hosted", host, headers: &[("sec-fetch-site", "same-origin")] }
}

/// A foreign page's link.
const LINK: Request =
    listed(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]);
/// A foreign page's image.
const IMAGE: Request =
    listed(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")]);
/// The same of the server's own page.
const OWN_IMAGE: Request =
    listed(&[("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")]);
/// An anonymous request of the listed origin.
const ANONYMOUS: Request = listed(&[("origin", APP), ("sec-fetch-site", "cross-site")]);
/// A request of the listed origin as the user, which the policy does not allow.
const AS_THE_USER: Request = listed(&[("origin", APP), ("sec-fetch-site", "cross-site"), ("cookie", "session=1")]);
/// A script of another origin.
const FOREIGN: Request = listed(&[("origin", EVIL), ("sec-fetch-site", "cross-site")]);

/// Requests for one path: the one that is served, and the one that is refused.
const PAIRS: &[(Request, Request)] = &[
    (LINK, IMAGE),
    (OWN_IMAGE, IMAGE),
    (ANONYMOUS, AS_THE_USER),
    (ANONYMOUS, FOREIGN),
    (LINK, FOREIGN),
    (hosted(API), hosted(REBOUND)),
];

struct Behind {
    nginx: Nginx,
    _runtime: Runtime,
}

impl Behind {
    /// Behind one of the configurations of the page, as edited. `None`: there is no nginx.
    fn start(framework: Framework, name: &str, edit: impl Fn(&str) -> String) -> Option<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let api = listener.local_addr().expect("an address");
        let runtime = Runtime::new().expect("a runtime can be started");
        match framework {
            Framework::Axum => drop(runtime.spawn(on_axum::serve(listener))),
            Framework::Actix => drop(runtime.spawn(on_actix::serve(listener))),
        }
        let server = edit(page::configuration("cache: enforce").expect("a configuration"));
        let nginx = Nginx::start_with(&format!("{framework:?}-{name}").to_lowercase(), "cache", &server, api)?;
        Some(Behind { nginx, _runtime: runtime })
    }

    fn get(&self, request: Request) -> Answer {
        send_to(self.nginx.port, request.host, "GET", request.path, request.headers)
    }

    /// The status, and whether it came from the cache.
    fn status(&self, request: Request) -> (u16, bool) {
        let answer = self.get(request);
        (answer.status, answer.header("x-cache") == Some("HIT"))
    }
}

crate::on_both! {
    a_refusal_in_front_of_a_link_is_not_kept
    what_is_kept_for_one_request_is_not_given_to_another
    a_cache_that_ignores_the_headers_undoes_both
    every_header_that_a_verdict_read_is_named
}

/// Errors are kept too, for as long as they allow it, and say whether they were.
fn errors_too(right: &str) -> String {
    right.replace("proxy_cache_valid 200 1m", "proxy_cache_valid any 1m").replace("_status;", "_status always;")
}

fn a_refusal_in_front_of_a_link_is_not_kept(framework: Framework) {
    for (number, (served, refused)) in PAIRS.iter().enumerate() {
        let Some(behind) = Behind::start(framework, &format!("refused-first-{number}"), errors_too) else { return };
        assert_eq!(behind.status(*refused), (403, false), "{refused:?}");
        assert_eq!(behind.get(*refused).header("cache-control"), Some("no-store"), "{refused:?}");
        assert_eq!(behind.status(*served), (200, false), "{served:?}");
        assert_eq!(behind.status(*refused), (403, false), "{refused:?}");
        assert_eq!(behind.status(*served), (200, true), "{served:?}");
    }
}

fn what_is_kept_for_one_request_is_not_given_to_another(framework: Framework) {
    for (number, (served, refused)) in PAIRS.iter().enumerate() {
        let Some(behind) = Behind::start(framework, &format!("served-first-{number}"), errors_too) else { return };
        // It is kept, or the order would make no difference.
        assert_eq!([behind.status(*served), behind.status(*served)], [(200, false), (200, true)], "{served:?}");
        for _ in 0..2 {
            assert_eq!(behind.status(*refused), (403, false), "{refused:?}");
        }
        assert_eq!(behind.status(*served), (200, true), "{served:?}");
    }
}

/// In one cache, whatever was stored first, and under whichever `Vary`.
fn every_header_that_a_verdict_read_is_named(framework: Framework) {
    let requests = [
        (OWN_IMAGE, 200),
        (IMAGE, 403),
        (LINK, 200),
        (AS_THE_USER, 403),
        (ANONYMOUS, 200),
        (FOREIGN, 403),
        (IMAGE, 403),
        (OWN_IMAGE, 200),
        (LINK, 200),
        (AS_THE_USER, 403),
    ];
    for (number, first) in requests.iter().enumerate() {
        let Some(behind) = Behind::start(framework, &format!("every-order-{number}"), errors_too) else { return };
        for (request, status) in std::iter::once(first).chain(&requests) {
            assert_eq!(behind.get(*request).status, *status, "after {first:?}: {request:?}");
        }
    }
}

/// The control: the cache, and not another reason, would give the wrong answer.
fn a_cache_that_ignores_the_headers_undoes_both(framework: Framework) {
    let ignoring = |headers: &'static str| {
        move |right: &str| format!("proxy_ignore_headers {headers};\nproxy_hide_header Vary;\n{}", errors_too(right))
    };
    for (number, (served, refused)) in PAIRS.iter().enumerate() {
        let name = format!("ignored-{number}");
        // Refused requests get what was kept for others.
        let Some(wrong) = Behind::start(framework, &name, ignoring("Vary")) else { return };
        assert_eq!(wrong.status(*served), (200, false), "{served:?}");
        assert_eq!(wrong.status(*refused), (200, true), "{refused:?}");
        // Without `Vary`, `no-store` still keeps a refusal out of the cache.
        let Some(wrong) = Behind::start(framework, &name, ignoring("Vary")) else { return };
        assert_eq!(wrong.status(*refused), (403, false), "{refused:?}");
        assert_eq!(wrong.status(*served), (200, false), "{served:?}");
        // Without both, one image of a foreign page closes the handler for all.
        let Some(wrong) = Behind::start(framework, &name, ignoring("Vary Cache-Control")) else { return };
        assert_eq!(wrong.status(*refused), (403, false), "{refused:?}");
        assert_eq!(wrong.status(*served), (403, true), "{served:?}");
    }
}
