//! The application that the rows are about.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Json, Router,
    extract::{FromRef, FromRequestParts, Path, Request},
    http::{HeaderMap, StatusCode, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing,
};
use cors_axum::{CorsRouter, cors, routes, with_policy};

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

/// Counts what has run.
#[derive(Clone, Default)]
pub(crate) struct Runs(Arc<[AtomicUsize; 3]>);

/// What can run for a request.
#[derive(Clone, Copy)]
enum Part {
    Handler,
    Extractor,
    Layer,
}

impl Runs {
    fn count(&self, part: Part) {
        self.0[part as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How often handlers, extractors and layers have run.
    pub(crate) fn so_far(&self) -> [usize; 3] {
        [Part::Handler, Part::Extractor, Part::Layer].map(|part| self.0[part as usize].load(Ordering::Relaxed))
    }
}

/// An extractor that leaves a trace.
pub(crate) struct Traced(Runs);

impl<S> FromRequestParts<S> for Traced
where
    Runs: FromRef<S>,
    S: Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let runs = Runs::from_ref(state);
        runs.count(Part::Extractor);
        Ok(Traced(runs))
    }
}

#[cors(policy = Frontend)]
async fn list_users(Traced(runs): Traced) -> impl IntoResponse {
    runs.count(Part::Handler);
    ([("x-total-count", "2")], "users")
}

#[cors(policy = Frontend)]
async fn create_user(Traced(runs): Traced, Json(name): Json<String>) -> (StatusCode, String) {
    runs.count(Part::Handler);
    (StatusCode::CREATED, name)
}

#[cors(origins = ["https://admin.example.com"], credentials)]
async fn remove_users(Traced(runs): Traced) -> StatusCode {
    runs.count(Part::Handler);
    StatusCode::NO_CONTENT
}

#[cors(policy = Public)]
async fn health() -> &'static str {
    "ok"
}

#[cors(same_origin)]
async fn internal() -> &'static str {
    "internal"
}

#[cors(policy = Frontend)]
async fn status(Path(code): Path<u16>) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::IM_A_TEAPOT)
}

#[cors(policy = Frontend)]
async fn anything() -> &'static str {
    "anything"
}

#[cors(policy = Public, methods = [GET, PUT])]
async fn narrowed() -> &'static str {
    "narrowed"
}

#[cors(policy = Frontend)]
async fn own_options() -> &'static str {
    "own options"
}

#[cors(origins = ["https://admin.example.com"])]
async fn head_only() -> StatusCode {
    StatusCode::OK
}

/// A handler from before there was a policy.
fn own_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("access-control-allow-origin", "https://old.example"),
        ("access-control-allow-origin", "https://older.example"),
        ("access-control-allow-credentials", "true"),
        ("access-control-allow-private-network", "true"),
        ("access-control-max-age", "1"),
        ("vary", "accept-encoding"),
        ("vary", "accept-language"),
    ] {
        headers.append(name, value.parse().expect("a header's value"));
    }
    headers
}

#[cors(policy = Frontend)]
async fn sets_its_own() -> impl IntoResponse {
    (own_headers(), "own")
}

#[cors(policy = Public)]
async fn sets_its_own_in_public() -> impl IntoResponse {
    (own_headers(), "own")
}

#[cors(policy = Frontend)]
async fn varies(Path(lines): Path<String>) -> impl IntoResponse {
    let mut headers = HeaderMap::new();
    for line in lines.split(';') {
        headers.append("vary", line.parse().expect("a header's value"));
    }
    headers
}

/// A layer that refuses whatever it sees.
pub(crate) async fn unauthorized(_: Request, _: Next) -> Response {
    (StatusCode::UNAUTHORIZED, "who are you?").into_response()
}

/// The routes, with the layers that `inside` adds.
pub(crate) fn routes(runs: Runs, inside: impl FnOnce(CorsRouter<Runs>) -> CorsRouter<Runs>) -> CorsRouter {
    let counted = runs.clone();
    let layer = middleware::from_fn(move |request: Request, next: Next| {
        counted.count(Part::Layer);
        next.run(request)
    });
    let app = CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user), delete(remove_users)])
        .route("/health", routes![get(health), put(health)])
        .route("/internal", routes![get(internal), put(internal)])
        .route("/status/{code}", routes![get(status)])
        .route("/anything", routes![any(anything)])
        .route("/narrowed", routes![any(narrowed)])
        .route("/options", routes![get(anything), options(own_options)])
        .route("/head", routes![get(anything), head(head_only)])
        .route("/own", routes![get(sets_its_own), put(sets_its_own_in_public)])
        .route("/vary/{lines}", routes![get(varies)])
        .route("/closure", with_policy(Frontend).get(|| async { "closure" }))
        .route("/mixed", routes![get(anything)])
        .route_without_cors("/mixed", routing::post(|| async { (own_headers(), "no policy") }))
        .route_without_cors("/plain", routing::get(|| async { "plain" }).options(|| async { "plain options" }))
        .route("/files/{*path}", routes![get(health)])
        .route("/files/private", routes![get(list_users)])
        .fallback(|| async { (StatusCode::NOT_FOUND, "nothing here") });
    inside(app).layer(layer).with_state(runs)
}

/// The application without layers that get in the way.
pub(crate) fn app() -> Router {
    routes(Runs::default(), |app| app).into_router()
}

/// The application with a layer inside that refuses everything.
pub(crate) fn app_with_401_inside() -> Router {
    routes(Runs::default(), |app| app.layer(middleware::from_fn(unauthorized))).into_router()
}
