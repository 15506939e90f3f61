//! The application, as axum serves it.

use std::{convert::Infallible, panic::AssertUnwindSafe};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, FromRequestParts, Path, Request, State, WebSocketUpgrade},
    http::{HeaderMap, HeaderName, StatusCode, request::Parts},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use cors_axum::{CorsRouter, cors, routes};
use futures_util::{FutureExt, StreamExt, stream};

use super::{BODY_LIMIT, Counts, FIRST_PIECE, OWN_HEADERS};

handlers!();

/// An extractor that counts its runs.
struct Traced;

impl FromRequestParts<Counts> for Traced {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, runs: &Counts) -> Result<Self, Infallible> {
        runs.extractors.count();
        Ok(Traced)
    }
}

#[cors(policy = Frontend)]
async fn status(Path(code): Path<u16>) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::IM_A_TEAPOT)
}

#[cors(policy = Frontend)]
async fn own_headers() -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in OWN_HEADERS {
        map.append(HeaderName::from_static(name), value.parse().expect("a value"));
    }
    map
}

#[cors(policy = Frontend)]
async fn streamed() -> Body {
    // The second piece never comes.
    Body::from_stream(stream::iter([Ok::<_, Infallible>(FIRST_PIECE)]).chain(stream::pending()))
}

#[cors(policy = Frontend, enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_| {})
}

/// The middleware inside CORS, around all routes.
async fn inside(State(runs): State<Counts>, request: Request, next: Next) -> Response {
    runs.layers.count();
    let path = request.uri().path().to_owned();
    if path == "/refused" || path == "/failed" {
        return (StatusCode::UNAUTHORIZED, "who are you?").into_response();
    }
    let Ok(mut response) = AssertUnwindSafe(next.run(request)).catch_unwind().await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if path == "/cleared" {
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        response.headers_mut().clear();
    }
    response
}

macro_rules! mount {
    ($app:expr; $( $path:literal => $( $method:ident($handler:ident) ),+; )+) => {
        $app $( .route($path, routes![$( $method($handler) ),+]) )+
    };
}

pub(crate) fn app(runs: Counts) -> Router {
    let tenants = CorsRouter::new().route("/items/{id}", routes![get(for_app), delete(for_admin)]);
    routing!(mount!(CorsRouter::new()))
        .route("/files/{*tail}", routes![get(public)])
        .route("/status/{code}", routes![get(status)])
        .route("/own-headers", routes![get(own_headers)])
        .route("/streamed", routes![get(streamed)])
        .route("/chat", routes![get(chat)])
        .nest("/t/{tenant}", tenants)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(runs.clone(), inside))
        .with_state(runs)
        .into_router()
}
