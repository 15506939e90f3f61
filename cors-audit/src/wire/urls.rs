//! URLs that no cache knows.

use std::{
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

/// A URL, each time with another query, so that no cache has an answer from before.
#[derive(Debug)]
pub(crate) struct Urls {
    url: String,
    probe: String,
    next: AtomicU64,
}

impl Urls {
    pub(crate) fn new(url: String) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let probe = format!("{:x}{:x}", now.as_micros(), process::id());
        Urls { url, probe, next: AtomicU64::new(0) }
    }

    /// The URL with a query that was not asked for before.
    pub(crate) fn fresh(&self) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let separator = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{separator}cors-audit={}-{number}", self.url, self.probe)
    }
}
