//! The same application without CORS, with tower-http's `CorsLayer`, and with `cors-axum`; and what a request costs in each.

use std::{hint::black_box, time::Instant};

use allocation_counter::measure;
use axum::{Router, body::Body, extract::Request, response::Response, routing::get};
use cors_axum::{CorsMethodRouter, CorsRouter};
use cors_core::PolicySpec;
use http::{HeaderValue, Method, header};
use tower::{Service, layer::util::Identity};
use tower_http::cors::CorsLayer;

/// How an application does CORS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Peer {
    /// Not at all.
    Nothing,
    /// Not at all, behind a layer that does nothing: what any layer costs.
    Identity,
    /// `tower_http::cors::CorsLayer` with a list.
    TowerHttp,
    /// `cors_axum::CorsRouter` with a list.
    CorsAxum,
}

/// The origins `https://app0.example.com` and so on.
fn origins(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("https://app{number}.example.com"))
}

async fn handler() -> &'static str {
    "users"
}

/// An application that lets `count` origins in.
pub fn app(peer: Peer, count: usize) -> Router {
    let plain = || Router::new().route("/users", get(handler).post(handler));
    match peer {
        Peer::Nothing => plain(),
        Peer::Identity => plain().layer(Identity::new()),
        Peer::TowerHttp => {
            let origins = origins(count).map(|origin| HeaderValue::try_from(origin).expect("an origin"));
            let layer = CorsLayer::new()
                .allow_origin(origins.collect::<Vec<_>>())
                .allow_credentials(true)
                .allow_methods([Method::GET, Method::POST])
                .allow_headers([header::CONTENT_TYPE, header::AUTHORIZATION])
                .expose_headers([http::HeaderName::from_static("x-total-count")])
                .max_age(std::time::Duration::from_secs(7200));
            plain().layer(layer)
        }
        Peer::CorsAxum => {
            let names = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
            let spec = PolicySpec {
                origins: Some(origins(count).collect()),
                credentials: true,
                allow_headers: names(&["content-type", "authorization"]),
                expose_headers: names(&["x-total-count"]),
                max_age: Some(cors_core::MaxAgeSpec::Seconds(7200)),
                ..PolicySpec::default()
            };
            let policy = spec.validate().expect("a policy").leak("Frontend");
            let filter = axum::routing::MethodFilter::GET.or(axum::routing::MethodFilter::POST);
            CorsRouter::new().route("/users", CorsMethodRouter::new().__on(filter, policy, handler)).into_router()
        }
    }
    .with_state(())
}

/// The requests that are measured.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// `GET` from an origin on the list.
    Allowed,
    /// `GET` from another origin.
    Denied,
    /// `GET` without `Origin`.
    NoOrigin,
    /// A preflight from an origin on the list.
    Preflight,
}

impl Asked {
    /// The request. Header values are shared, as those of a connection's buffer are.
    #[must_use]
    pub fn request(self) -> Request {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = "/users".parse().expect("a path");
        let mut insert = |name: http::HeaderName, value: &'static str| {
            request.headers_mut().insert(name, HeaderValue::from_static(value));
        };
        match self {
            Asked::NoOrigin => {}
            Asked::Allowed => insert(header::ORIGIN, "https://app0.example.com"),
            Asked::Denied => insert(header::ORIGIN, "https://evil.test"),
            Asked::Preflight => {
                insert(header::ORIGIN, "https://app0.example.com");
                insert(header::ACCESS_CONTROL_REQUEST_METHOD, "POST");
                insert(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,content-type");
                *request.method_mut() = Method::OPTIONS;
            }
        }
        request
    }
}

/// What one request costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Allocations, exactly.
    pub allocations: u64,
    /// Bytes allocated, exactly.
    pub bytes: u64,
    /// The best of many batches: what else runs on the machine only adds.
    pub nanoseconds: f64,
}

fn run(runtime: &tokio::runtime::Runtime, app: &mut Router, request: Request) -> Response {
    // A router is always ready.
    runtime.block_on(Service::<Request>::call(app, request)).expect("infallible")
}

/// Makes the same request `times` times.
pub fn repeat(app: &mut Router, asked: Asked, times: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    for _ in 0..times {
        drop(black_box(run(&runtime, app, asked.request())));
    }
}

/// Measures one request to an application.
#[must_use]
pub fn cost(app: &mut Router, asked: Asked) -> Cost {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    // What is made on first use is not the request's.
    for _ in 0..10 {
        drop(run(&runtime, app, asked.request()));
    }
    let request = asked.request();
    let counted = measure(|| drop(black_box(run(&runtime, app, request))));
    let batch = |app: &mut Router| {
        let requests: Vec<Request> = (0..200).map(|_| asked.request()).collect();
        let start = Instant::now();
        for request in requests {
            drop(black_box(run(&runtime, app, request)));
        }
        start.elapsed().as_secs_f64() * 1e9 / 200.0
    };
    let nanoseconds = (0..30).map(|_| batch(app)).fold(f64::INFINITY, f64::min);
    Cost { allocations: counted.count_total, bytes: counted.bytes_total, nanoseconds }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Peer, app, cost};

    /// The bar: over a layer that does nothing, two allocations for an actual request, whose header map has to grow, and
    /// three for a preflight; and never more than the peer. The same for one origin and for a thousand.
    #[test]
    fn allocations_stay_below_the_bar_and_below_the_peer() {
        for asked in [Asked::Allowed, Asked::Denied, Asked::NoOrigin, Asked::Preflight] {
            let allocations = |peer, count| cost(&mut app(peer, count), asked).allocations;
            let identity = allocations(Peer::Identity, 1);
            let bar = identity + if matches!(asked, Asked::Preflight) { 3 } else { 2 };
            for count in [1, 1000] {
                let ours = allocations(Peer::CorsAxum, count);
                let peers = allocations(Peer::TowerHttp, count);
                assert!(ours <= bar, "{asked:?}, {count} origins: {ours}, identity {identity}");
                assert!(ours <= peers, "{asked:?}, {count} origins: {ours}, tower-http {peers}");
            }
        }
    }
}
