//! The same routes on both frameworks.

use actix_web::{App, HttpResponse, web};
use axum::routing::MethodFilter;
use cors_actix::{__private::on_policy, Routes, WithCors, resource};
use cors_axum::{CorsMethodRouter, CorsRouter};
use cors_core::{Enforcement, Policy, PolicySpec};
use cors_tests::driver::{Driver, call_actix};
use http::{Request, Response};

use super::super::naive::naive;

/// A path with a policy. It has handlers for GET, POST and PUT.
pub(super) struct Route {
    pub(super) path: &'static str,
    origins: &'static [&'static str],
    credentials: bool,
    enforce: bool,
}

pub(super) const ROUTES: [Route; 5] = [
    Route { path: "/listed", origins: &["https://app.example.com"], credentials: true, enforce: false },
    Route {
        path: "/partners",
        origins: &["https://*.partner.example:*", "https://app.example.com"],
        credentials: true,
        enforce: false,
    },
    Route { path: "/public", origins: &["*"], credentials: false, enforce: false },
    Route { path: "/closed", origins: &[], credentials: false, enforce: false },
    Route { path: "/enforced", origins: &["https://app.example.com"], credentials: false, enforce: true },
];
pub(super) const METHODS: [&str; 3] = ["GET", "POST", "PUT"];

impl Route {
    pub(super) fn is_public(&self) -> bool {
        self.origins == ["*"]
    }

    pub(super) fn tells_origins_apart(&self) -> bool {
        !self.is_public() && !self.origins.is_empty()
    }

    pub(super) fn is_enforced(&self) -> bool {
        self.enforce
    }

    pub(super) fn lets_in(&self, origin: &str) -> bool {
        let lets_in = |pattern: &&str| naive(pattern, origin) || naive(pattern, &with_usual_labels(pattern, origin));
        self.is_public() || self.origins.iter().any(lets_in)
    }

    pub(super) fn may_read(&self, origin: &str, credentials: bool) -> bool {
        self.lets_in(origin) && (self.credentials || !credentials)
    }

    fn policy(&self) -> &'static Policy {
        let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let closed = self.origins.is_empty();
        let spec = PolicySpec {
            origins: (!closed).then(|| texts(self.origins)),
            same_origin: closed,
            credentials: self.credentials,
            enforce: self.enforce.then_some(Enforcement::Refuse),
            allow_headers: (!closed).then(|| texts(&["content-type", "authorization"])),
            expose_headers: (!closed).then(|| texts(&["x-total-count"])),
            ..PolicySpec::default()
        };
        spec.validate().unwrap_or_else(|issues| panic!("{}: {issues}", self.path)).leak(self.path)
    }
}

/// The definition speaks of the characters that names have. In the labels that a `*` stands for, browsers take others too (URL,
/// "forbidden domain code point"): here they are as good as any.
fn with_usual_labels(pattern: &str, origin: &str) -> String {
    let base = pattern.split_once('*').map_or("", |(_, base)| base.trim_end_matches(":*"));
    let at = origin.rfind(base).filter(|_| !base.is_empty());
    let Some(((scheme, labels), rest)) = at.and_then(|at| Some((origin[..at].split_once("://")?, &origin[at..])))
    else {
        return origin.to_owned();
    };
    let labels: String = labels.chars().map(|c| if "!\"$&'()+,;=`{}~".contains(c) { 'a' } else { c }).collect();
    format!("{scheme}://{labels}{rest}")
}

type Ask = Box<dyn Fn(Request<&'static str>) -> Response<Vec<u8>>>;

/// Both applications.
pub(super) struct Apps {
    pub(super) axum: Ask,
    pub(super) actix: Ask,
}

thread_local! {
    /// Made once, and never dropped: actix-web has thread-locals of its own, which may be gone by then.
    pub(super) static APPS: &'static Apps = Box::leak(Box::new(Apps::new()));
}

impl Apps {
    fn new() -> Self {
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (of_axum, of_actix) = (runtime(), runtime());
        let axum = on_axum();
        let actix = of_actix.block_on(on_actix());
        Apps {
            axum: Box::new(move |request| of_axum.block_on(axum.send(request))),
            actix: Box::new(move |request| of_actix.block_on(actix.send(request))),
        }
    }
}

fn on_axum() -> axum::Router {
    let filter = MethodFilter::GET.or(MethodFilter::POST).or(MethodFilter::PUT);
    let mut app = CorsRouter::new();
    for route in &ROUTES {
        let handler = || async { [("x-total-count", "2")] };
        app = app.route(
            route.path,
            cors_axum::__private::on_policy(CorsMethodRouter::new(), filter, route.policy(), handler),
        );
    }
    app.route_without_cors("/plain", axum::routing::any(|| async { "plain" })).into_router()
}

async fn on_actix() -> impl Driver {
    let mut app = App::new().with_cors();
    for route in &ROUTES {
        let policy = route.policy();
        let handler = || async { HttpResponse::Ok().insert_header(("x-total-count", "2")).finish() };
        let routes = METHODS
            .iter()
            .fold(Routes::default(), |routes, method| on_policy(routes, method, policy, web::to(handler)));
        app = app.service(resource(route.path).route(routes));
    }
    let plain = web::resource("/plain").route(web::to(|| async { "plain" }));
    call_actix(app.service_without_cors(plain).finish()).await
}
