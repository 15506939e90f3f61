//! A record of the requests and responses of the API. Scripts see neither preflights nor why a response was withheld, so the page
//! fetches this record to explain them.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;

use super::sessions::{SESSION_COOKIE, token};

const KEPT: usize = 100;

/// The panel, which looks for new decisions each second. The record is about the requests of the pages.
const PANEL: &str = "/_cors";

/// The length of the longest body that the record keeps, in bytes.
pub(crate) const LONGEST_BODY: u64 = 4096;

/// The request headers that the page shows, besides the session's cookie.
const OF_REQUEST: [&str; 4] =
    ["origin", "access-control-request-method", "access-control-request-headers", "content-type"];

/// The latest exchanges.
#[derive(Clone, Default)]
pub(crate) struct Wire(Arc<Mutex<VecDeque<Exchange>>>);

/// A request and its response.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Exchange {
    /// Counts up from 1.
    id: u64,
    method: String,
    path: String,
    request_headers: Vec<(String, String)>,
    status: u16,
    status_text: &'static str,
    response_headers: Vec<(String, String)>,
    /// Empty if it is longer than [`LONGEST_BODY`].
    response_body: String,
    /// A middleware or a handler of the application saw it; otherwise CORS answered alone.
    reached_application: bool,
}

/// A response, as a framework gives it.
pub(crate) struct Response<'r> {
    pub(crate) status: u16,
    pub(crate) status_text: Option<&'static str>,
    pub(crate) headers: &'r [(&'r str, &'r [u8])],
    pub(crate) body: &'r [u8],
    pub(crate) reached_application: bool,
}

/// A request without its response yet.
pub(crate) struct Recorded {
    method: String,
    path: String,
    request_headers: Vec<(String, String)>,
}

impl Recorded {
    /// Records a request. Of cookies it records only that there is one, because the value is secret.
    pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &[u8])]) -> Self {
        let mut request_headers = lines(headers, |name| OF_REQUEST.contains(&name));
        request_headers.sort_by_key(|(name, _)| name != "origin");
        if headers.iter().any(|&(name, value)| name == "cookie" && token(value).is_some()) {
            request_headers.push(("cookie".to_owned(), format!("{SESSION_COOKIE}=…")));
        }
        Recorded { method: method.to_owned(), path: path.to_owned(), request_headers }
    }
}

impl Wire {
    /// Returns the exchanges after the one with this id.
    pub(crate) fn since(&self, id: u64) -> Vec<Exchange> {
        let exchanges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.iter().filter(|exchange| exchange.id > id).cloned().collect()
    }

    /// Records a request with its response.
    pub(crate) fn push(&self, request: Recorded, response: Response<'_>) {
        let Recorded { method, path, request_headers } = request;
        if path.starts_with(PANEL) {
            return;
        }
        let Response { status, status_text, headers, body, reached_application } = response;
        let mut response_headers = lines(headers, |name| name.starts_with("access-control-") || name == "vary");
        // The frameworks write them in different orders.
        response_headers.sort_by(|(a, _), (b, _)| (a == "vary", a).cmp(&(b == "vary", b)));
        let mut exchanges = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = exchanges.back().map_or(0, |last| last.id) + 1;
        if exchanges.len() == KEPT {
            exchanges.pop_front();
        }
        exchanges.push_back(Exchange {
            id,
            method,
            path,
            request_headers,
            status,
            status_text: status_text.unwrap_or_default(),
            response_headers,
            response_body: String::from_utf8_lossy(body).into_owned(),
            reached_application,
        });
    }
}

fn lines(headers: &[(&str, &[u8])], shown: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let lines = headers.iter().filter(|(name, _)| shown(name));
    lines.map(|&(name, value)| (name.to_owned(), String::from_utf8_lossy(value).into_owned())).collect()
}
