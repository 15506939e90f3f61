//! The servers: pages of every host, and the applications of both frameworks behind [`OWN`].
//!
//! A request of a browser is sent, as it came, to every policy on both frameworks, because no browser knows which of them it meets.
//! The browser gets the answer of one that enforces.

use std::sync::Arc;

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{Path, RawQuery, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{any, get},
};
use cors_tests::{driver::Served, frameworks::Framework};

use super::{
    behaviours::{Act, BEHAVIOURS},
    on_actix, on_axum, page,
    policies::Policy,
    record::{Answer, Exchange, Record, Runs, Sent},
    senders::{OWN, Sender},
};
use crate::front::Origin;

/// The policy whose answer the browser gets.
const ANSWERED: Policy = Policy::Credentials;

/// The applications, and what has come to them.
#[derive(Clone)]
pub(super) struct Servers(Arc<Shared>);

struct Shared {
    frameworks: [Served; 2],
    /// The framework whose answers the browser gets.
    answering: usize,
    runs: Runs,
    record: Record,
}

/// The beginning of the addresses of the handlers, for a page.
pub(super) fn address(sender: Sender) -> String {
    format!("{OWN}/{}/", sender.name())
}

impl Servers {
    pub(super) async fn start(answering: Framework) -> Self {
        let runs = Runs::default();
        let frameworks = [on_axum::serve(runs.clone()).await, on_actix::serve(runs.clone()).await];
        let answering = answering as usize;
        Servers(Arc::new(Shared { frameworks, answering, runs, record: Record::default() }))
    }

    /// The exchanges of a behaviour, by the address of its handler.
    pub(super) fn exchanges(&self, url: &str) -> Vec<Exchange> {
        self.0.record.of(url.strip_prefix(OWN).expect("an address of the server"))
    }

    /// The router that answers for all hosts.
    pub(super) fn router(&self) -> Router {
        Router::new()
            .route("/~/visit", get(async || Html(page::cookie())))
            .route("/~/page", get(all))
            .route("/~/frame", get(frame))
            .route("/~/click/{number}", get(one))
            .route(
                "/~/302",
                any(async |headers: HeaderMap, RawQuery(url): RawQuery| redirect(StatusCode::FOUND, &headers, url)),
            )
            .route(
                "/~/303",
                any(async |headers: HeaderMap, RawQuery(url): RawQuery| redirect(StatusCode::SEE_OTHER, &headers, url)),
            )
            .route(
                "/~/307",
                any(async |headers: HeaderMap, RawQuery(url): RawQuery| {
                    redirect(StatusCode::TEMPORARY_REDIRECT, &headers, url)
                }),
            )
            .route("/~/cookie", get(([(header::SET_COOKIE, "session=1; Path=/; Secure; SameSite=None")], "set")))
            .route("/~/worker.js", get(worker))
            .fallback(Self::forward)
            .with_state(self.clone())
    }

    async fn forward(
        State(Servers(shared)): State<Self>,
        Extension(Origin(origin)): Extension<Origin>,
        request: Request,
    ) -> Response {
        let path = request.uri().path().to_owned();
        if origin != OWN {
            return StatusCode::NOT_FOUND.into_response();
        }
        let (head, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let body = String::from_utf8_lossy(&body).into_owned();
        let mut request = http::Request::from_parts(head, body.as_str());
        let sent = Sent::new(&request);
        for own in [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
            request.headers_mut().remove(own);
        }
        let mut answers = [Vec::new(), Vec::new()];
        let mut answered = None;
        for (at, served) in shared.frameworks.iter().enumerate() {
            for policy in Policy::ALL {
                let number = shared.runs.number();
                *request.uri_mut() = format!("/{}/{number}", policy.name()).parse().expect("a path");
                let response = served.begin(&request).await.finish().await;
                answers[at].push(Answer { status: response.status().as_u16(), ran: shared.runs.contains(number) });
                if (policy, at) == (ANSWERED, shared.answering) {
                    answered = Some(response);
                }
            }
        }
        let [axum, actix] = answers;
        shared.record.add(&path, Exchange { sent, axum, actix });
        let mut response = answered.expect("it is one of them");
        for own in [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
            response.headers_mut().remove(own);
        }
        // Nothing may be answered without the server.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.map(Body::from)
    }
}

async fn all(RawQuery(to): RawQuery) -> impl IntoResponse {
    let to = to.unwrap_or_default();
    ([("content-security-policy-report-only", page::policy(&to))], Html(page::all(&to)))
}

/// A page with another one in a frame.
async fn frame(RawQuery(url): RawQuery) -> Html<String> {
    Html(format!("<!doctype html><link rel=icon href=data:,><iframe src='{}'></iframe>", url.unwrap_or_default()))
}

async fn one(Path(number): Path<usize>, RawQuery(url): RawQuery) -> Response {
    match BEHAVIOURS[number].act {
        Act::Click(html) | Act::Reload(html) | Act::Back(html) => {
            Html(page::one(html, &url.unwrap_or_default())).into_response()
        }
        Act::Script(_) | Act::Page | Act::Address => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A redirect that scripts of every origin may follow.
fn redirect(status: StatusCode, headers: &HeaderMap, url: Option<String>) -> Response {
    let mut response = (status, [(header::LOCATION, url.unwrap_or_default())]).into_response();
    if let Some(origin) = headers.get(header::ORIGIN) {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
    response
}

/// A worker that sends a request by itself.
async fn worker(RawQuery(url): RawQuery) -> impl IntoResponse {
    let script = format!("fetch('{}', {{ method: 'POST', credentials: 'include' }})", url.unwrap_or_default());
    ([(header::CONTENT_TYPE, "text/javascript")], script)
}
