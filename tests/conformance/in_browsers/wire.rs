//! What was on the wire, case by case.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use http::{HeaderMap, Request, Response};

/// A request that has come in, and how it was answered.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    method: String,
    sent: Lines,
    pub(crate) status: u16,
    answered: Lines,
}

/// Headers, with one character for each byte.
type Lines = Vec<(String, String)>;

impl Exchange {
    pub(crate) fn new<A, B>(request: &Request<A>, response: &Response<B>) -> Self {
        Exchange {
            method: request.method().to_string(),
            sent: lines(request.headers()),
            status: response.status().as_u16(),
            answered: lines(response.headers()),
        }
    }

    /// Fetch, "CORS-preflight request".
    pub(crate) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && !self.sent("access-control-request-method").is_empty()
    }

    /// Every line of a header of the request.
    pub(crate) fn sent(&self, name: &str) -> Vec<&str> {
        named(&self.sent, name)
    }

    /// Every line of a header of the response.
    pub(crate) fn answered(&self, name: &str) -> Vec<&str> {
        named(&self.answered, name)
    }
}

fn lines(headers: &HeaderMap) -> Lines {
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect();
    headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}

fn named<'a>(lines: &'a Lines, name: &str) -> Vec<&'a str> {
    lines.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
}

/// The exchanges of each path, until they are taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wire(Arc<Mutex<HashMap<String, Vec<Exchange>>>>);

impl Wire {
    pub(crate) fn record(&self, path: &str, exchange: Exchange) {
        self.paths().entry(path.to_owned()).or_default().push(exchange);
    }

    pub(crate) fn count(&self, path: &str) -> usize {
        self.paths().get(path).map_or(0, Vec::len)
    }

    pub(crate) fn take(&self, path: &str) -> Vec<Exchange> {
        self.paths().remove(path).unwrap_or_default()
    }

    fn paths(&self) -> MutexGuard<'_, HashMap<String, Vec<Exchange>>> {
        self.0.lock().expect("no thread panicked")
    }
}
