//! The pages that make the requests, and the servers behind them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use axum::{
    Extension, Json, Router,
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use cors_tests::driver::Served;
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    front::Origin,
    wire::{Exchange, Wire},
};
use crate::case::{self, Case};

/// What a page has to know to make the requests of a case.
#[derive(Debug, Clone, Serialize)]
struct Run {
    path: String,
    request: Value,
}

/// What a script has seen of an answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub(crate) outcome: String,
    /// Fetch, "response type"; only `fetch` tells.
    #[serde(rename = "type")]
    pub(crate) response_type: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
}

/// One request of a case: what the script saw, and what was on the wire.
#[derive(Debug, Clone)]
pub(crate) struct Observed {
    pub(crate) seen: Seen,
    pub(crate) exchanges: Vec<Exchange>,
}

/// Everything that one browser is told, and tells.
#[derive(Clone)]
pub(crate) struct Pages(Arc<Shared>);

struct Shared {
    servers: Vec<(&'static str, Served)>,
    runs: BTreeMap<String, Vec<Run>>,
    wire: Wire,
    observed: Mutex<BTreeMap<String, Vec<Observed>>>,
    done: Mutex<BTreeSet<String>>,
}

/// Where a framework serves a case.
pub(crate) fn path(framework: &str, case: &Case) -> String {
    format!("/{framework}{}", crate::path(case))
}

/// The origin that opens the page that makes the requests: an opaque origin is a frame in another page.
fn opened_by(case: &Case) -> &str {
    match case.request.page_origin.as_str() {
        "null" | "data:" => "https://app.example.com",
        origin => origin,
    }
}

impl Pages {
    /// The pages for these cases, each of which every server answers.
    pub(crate) fn new(cases: &[&Case], servers: Vec<(&'static str, Served)>) -> Self {
        let requests = case::requests();
        let mut runs = BTreeMap::<_, Vec<_>>::new();
        for (framework, _) in &servers {
            for case in cases {
                let request = requests[&case.id].clone();
                let run = Run { path: path(framework, case), request };
                runs.entry(opened_by(case).to_owned()).or_default().push(run);
            }
        }
        Pages(Arc::new(Shared {
            servers,
            runs,
            wire: Wire::default(),
            observed: Mutex::default(),
            done: Mutex::default(),
        }))
    }

    /// The origins whose pages have something to do.
    pub(crate) fn origins(&self) -> Vec<String> {
        self.0.runs.keys().cloned().collect()
    }

    pub(crate) fn is_done(&self, origin: &str) -> bool {
        self.0.done.lock().expect("no thread panicked").contains(origin)
    }

    /// What came of a case, request by request.
    pub(crate) fn observed(&self, path: &str) -> Vec<Observed> {
        self.0.observed.lock().expect("no thread panicked").get(path).cloned().unwrap_or_default()
    }

    /// What is served to the browser, on all hosts.
    pub(crate) fn router(&self) -> Router {
        Router::new()
            .route(
                "/~/page",
                get(Html(concat!(
                    "<!doctype html><title>Conformance cases</title><body><script>",
                    include_str!("page.js"),
                    "</script>"
                ))),
            )
            .route("/~/cases", get(Self::cases))
            .route("/~/cookie", get(([(header::SET_COOKIE, "session=1; Path=/; Secure; SameSite=None")], "")))
            .route("/~/count/{*path}", get(Self::count))
            .route("/~/seen/{*path}", post(Self::seen))
            .route("/~/done", post(Self::done))
            .fallback(Self::forward)
            .with_state(self.clone())
    }

    async fn cases(State(pages): State<Self>, Extension(Origin(origin)): Extension<Origin>) -> Json<Value> {
        let cases = pages.0.runs.get(&origin);
        Json(json!({ "cases": cases, "cookie": "https://api.example.com/~/cookie" }))
    }

    async fn count(State(pages): State<Self>, Path(path): Path<String>) -> Json<usize> {
        Json(pages.0.wire.count(&format!("/{path}")))
    }

    /// What was on the wire since the last request of the case belongs to this one.
    async fn seen(State(pages): State<Self>, Path(path): Path<String>, seen: String) {
        let path = format!("/{path}");
        let seen = serde_json::from_str(&seen).expect("what a page has seen");
        let observed = Observed { seen, exchanges: pages.0.wire.take(&path) };
        pages.0.observed.lock().expect("no thread panicked").entry(path).or_default().push(observed);
    }

    async fn done(State(pages): State<Self>, Extension(Origin(origin)): Extension<Origin>) {
        pages.0.done.lock().expect("no thread panicked").insert(origin);
    }

    /// To the framework that the path begins with. All cases are about the server of one origin.
    async fn forward(
        State(pages): State<Self>,
        Extension(Origin(origin)): Extension<Origin>,
        request: Request,
    ) -> Response {
        let path = request.uri().path().to_owned();
        let server = pages.0.servers.iter().find_map(|(framework, served)| {
            let rest = path.strip_prefix('/')?.strip_prefix(framework)?;
            (origin == "https://api.example.com").then(|| (served, rest.to_owned()))
        });
        // An icon, or what a browser asks of its maker.
        let Some((served, rest)) = server else { return StatusCode::NOT_FOUND.into_response() };
        let (mut head, body) = request.into_parts();
        head.uri = rest.parse().expect("a path");
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let body = String::from_utf8_lossy(&body).into_owned();
        let mut request = http::Request::from_parts(head, body.as_str());
        for own in [header::HOST, header::CONNECTION, header::CONTENT_LENGTH] {
            request.headers_mut().remove(own);
        }
        let mut response = served.begin(&request).await.finish().await;
        pages.0.wire.record(&path, Exchange::new(&request, &response));
        for own in [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
            response.headers_mut().remove(own);
        }
        response.map(Body::from)
    }
}
