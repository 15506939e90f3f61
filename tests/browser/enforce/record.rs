//! The requests that browsers send, and the answer of each policy.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use http::{HeaderMap, Request, header};

/// The headers of a request that `enforce` may read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sent {
    pub(super) method: String,
    pub(super) site: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) destination: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) has_cookie: bool,
}

impl Sent {
    pub(super) fn new<B>(request: &Request<B>) -> Self {
        let headers = request.headers();
        Sent {
            method: request.method().to_string(),
            site: only(headers, "sec-fetch-site"),
            mode: only(headers, "sec-fetch-mode"),
            destination: only(headers, "sec-fetch-dest"),
            origin: only(headers, "origin"),
            has_cookie: headers.contains_key(header::COOKIE),
        }
    }

    pub(super) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS"
    }
}

fn only(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut lines = headers.get_all(name).iter();
    let line = lines.next()?.to_str().expect("browsers send ASCII").to_owned();
    assert_eq!(lines.next(), None, "{name} is sent twice");
    Some(line)
}

/// The answer of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Whether the handler ran.
    pub(super) ran: bool,
}

/// A request, and the answers of each framework in the order of the policies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exchange {
    pub(super) sent: Sent,
    pub(super) axum: Vec<Answer>,
    pub(super) actix: Vec<Answer>,
}

/// The exchanges of each path, in the order in which the requests came.
#[derive(Debug, Clone, Default)]
pub(super) struct Record(Arc<Mutex<BTreeMap<String, Vec<Exchange>>>>);

impl Record {
    pub(super) fn add(&self, path: &str, exchange: Exchange) {
        self.paths().entry(path.to_owned()).or_default().push(exchange);
    }

    pub(super) fn of(&self, path: &str) -> Vec<Exchange> {
        self.paths().get(path).cloned().unwrap_or_default()
    }

    fn paths(&self) -> MutexGuard<'_, BTreeMap<String, Vec<Exchange>>> {
        self.0.lock().expect("no thread panicked")
    }
}

/// The requests whose handlers have run, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    numbers: Arc<Mutex<BTreeSet<u64>>>,
    next: Arc<AtomicU64>,
}

impl Runs {
    /// The number of the next request.
    pub(super) fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Called by handlers.
    pub(super) fn add(&self, number: u64) {
        self.numbers.lock().expect("no thread panicked").insert(number);
    }

    pub(super) fn contains(&self, number: u64) -> bool {
        self.numbers.lock().expect("no thread panicked").contains(&number)
    }
}
