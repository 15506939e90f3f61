//! The application in axum.

use std::{hint::black_box, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, Method, header},
    response::Response,
    routing::{MethodFilter, get},
};
use cors_axum::{__private::on_policy, CorsMethodRouter, CorsRouter};
use tower::{Service, layer::util::Identity};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::{Answer, App, at_once, axum_floor::FloorLayer, parts};
use crate::{
    policy::{ALLOW_HEADERS, EXPOSE_HEADERS, Kind, MAX_AGE, has_suffix, policy},
    workload::{Framework, MANY, Subject, Workload},
};

struct Axum {
    router: Router,
    workload: Workload,
    requests: Vec<Request>,
}

pub(super) fn app(workload: Workload) -> Box<dyn App> {
    let router = match workload.subject {
        Subject::Bare => plain(),
        Subject::Empty => plain().layer(Identity::new()),
        Subject::Floor => plain().layer(FloorLayer),
        Subject::Peer => plain().layer(tower_http(workload)),
        Subject::Ours | Subject::OursOfMany | Subject::OursEnforced | Subject::OursReporting => ours(workload),
    };
    let router = if workload.framework == Framework::Axum { router.with_state(()) } else { router };
    Box::new(Axum { router, workload, requests: Vec::new() })
}

async fn list() -> &'static str {
    "users"
}

async fn create() -> &'static str {
    "created"
}

fn plain() -> Router {
    Router::new()
        .route("/users", get(list).post(create))
        .route("/users/{id}", get(list).put(create))
        .route("/orders", get(list).post(create))
        .route("/health", get(list))
}

fn ours(workload: Workload) -> Router {
    let policy = policy(workload.kind, workload.origins, workload.subject.enforcement());
    let both =
        |second| on_policy(on_policy(CorsMethodRouter::new(), MethodFilter::GET, policy, list), second, policy, create);
    let router = CorsRouter::new()
        .route("/users", both(MethodFilter::POST))
        .route("/users/{id}", both(MethodFilter::PUT))
        .route("/orders", both(MethodFilter::POST))
        .route_without_cors("/health", get(list));
    let others = if workload.subject == Subject::OursOfMany { MANY } else { 0 };
    let with_others = |router: CorsRouter, number| router.route(&format!("/others/{number}"), both(MethodFilter::POST));
    (0..others).fold(router, with_others).into_router()
}

fn tower_http(workload: Workload) -> CorsLayer {
    let Workload { kind, origins, .. } = workload;
    let allow_origin = match kind {
        Kind::Exact => AllowOrigin::list(
            (0..origins).map(|number| HeaderValue::try_from(kind.element(number)).expect("an origin")),
        ),
        Kind::Patterns => {
            let suffixes = Kind::suffixes(origins);
            AllowOrigin::predicate(move |origin, _| has_suffix(origin.as_bytes(), &suffixes))
        }
    };
    CorsLayer::new()
        .allow_origin(allow_origin)
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(ALLOW_HEADERS.map(HeaderName::from_static))
        .expose_headers([HeaderName::from_static(EXPOSE_HEADERS)])
        .max_age(Duration::from_secs(MAX_AGE.into()))
}

impl Axum {
    fn call(router: &mut Router, request: Request) -> Response {
        // A router is always ready.
        match at_once(Service::<Request>::call(router, request)) {
            Ok(response) => response,
            Err(error) => match error {},
        }
    }
}

impl App for Axum {
    fn prepare(&mut self, count: usize) {
        let (method, headers) = parts(self.workload);
        let request = || {
            let mut request = Request::new(Body::empty());
            *request.uri_mut() = "/users".parse().expect("a path");
            *request.method_mut() = method.parse().expect("a method");
            for (name, value) in &headers {
                let value = HeaderValue::from_maybe_shared(value.clone()).expect("a value");
                request.headers_mut().insert(header::HeaderName::from_static(name), value);
            }
            request
        };
        self.requests = (0..count).map(|_| request()).collect();
    }

    fn run(&mut self) {
        for request in self.requests.drain(..) {
            drop(black_box(Axum::call(&mut self.router, black_box(request))));
        }
    }

    fn answer(&mut self) -> Answer {
        self.prepare(1);
        let response = Axum::call(&mut self.router, self.requests.pop().expect("a request"));
        let headers = response.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        Answer::new(response.status().as_u16(), headers)
    }
}
