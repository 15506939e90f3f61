//! What passes between browsers and the API. Scripts cannot see preflights, nor why an answer was kept from them, so the page
//! asks for this record and explains from it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap,
        header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, ORIGIN, VARY},
    },
    middleware::Next,
    response::Response,
};
use serde::Serialize;

use super::session::{SESSION_COOKIE, session_cookie};

const KEPT: usize = 100;

/// The latest exchanges.
#[derive(Clone, Default)]
pub(super) struct Wire(Arc<Mutex<VecDeque<Exchange>>>);

/// One request and its answer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Exchange {
    /// Counts up from 1.
    id: u64,
    method: String,
    path: String,
    request_headers: Vec<(String, String)>,
    status: u16,
    status_text: &'static str,
    response_headers: Vec<(String, String)>,
    /// Whether a layer or a handler of the application saw it, or CORS answered alone.
    reached_application: bool,
}

/// Set on every answer that comes out of the application.
#[derive(Clone)]
struct Reached;

/// Inside CORS: marks what the application has answered.
pub(super) async fn mark_reached(mut response: Response) -> Response {
    response.extensions_mut().insert(Reached);
    response
}

/// Outside CORS: writes down what goes in and what comes out.
pub(super) async fn record(State(wire): State<Wire>, request: Request, next: Next) -> Response {
    let method = request.method().to_string();
    let path = request.uri().path().to_owned();
    let request_headers = of_request(request.headers());
    let response = next.run(request).await;
    wire.push(|id| Exchange {
        id,
        method,
        path,
        request_headers,
        status: response.status().as_u16(),
        status_text: response.status().canonical_reason().unwrap_or_default(),
        response_headers: of_response(response.headers()),
        reached_application: response.extensions().get::<Reached>().is_some(),
    });
    response
}

impl Wire {
    /// What was recorded after the exchange with this id.
    pub(super) fn since(&self, id: u64) -> Vec<Exchange> {
        let exchanges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.iter().filter(|exchange| exchange.id > id).cloned().collect()
    }

    fn push(&self, exchange: impl FnOnce(u64) -> Exchange) {
        let mut exchanges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = exchanges.back().map_or(0, |last| last.id) + 1;
        if exchanges.len() == KEPT {
            exchanges.pop_front();
        }
        exchanges.push_back(exchange(id));
    }
}

/// The headers of a request that the page speaks of. Of cookies only that there is one: its value is a secret.
fn of_request(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = [ORIGIN, ACCESS_CONTROL_REQUEST_METHOD, ACCESS_CONTROL_REQUEST_HEADERS, CONTENT_TYPE];
    let mut lines = lines(headers, |name| shown.iter().any(|shown| shown == name));
    lines.sort_by_key(|(name, _)| name != ORIGIN.as_str());
    if session_cookie(headers).is_some() {
        lines.push(("cookie".to_owned(), format!("{SESSION_COOKIE}=…")));
    }
    lines
}

fn of_response(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut lines = lines(headers, |name| name.starts_with("access-control-") || name == VARY.as_str());
    lines.sort_by_key(|(name, _)| name == VARY.as_str());
    lines
}

fn lines(headers: &HeaderMap, shown: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let lines = headers.iter().filter(|(name, _)| shown(name.as_str()));
    lines.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}
