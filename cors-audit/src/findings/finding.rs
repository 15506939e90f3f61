//! A finding: a fault, the routes that have it, and the exchange that shows it.

use serde::Serialize;

use super::fault::{Fault, Weight};

/// A fault of one or more routes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The fault.
    pub fault: Fault,
    /// Its weight.
    pub weight: Weight,
    /// The routes, such as `GET /users`: at most [`Finding::SHOWN`] of them.
    pub routes: Vec<String>,
    /// The number of routes.
    pub count: usize,
    /// What differs, in one sentence.
    pub detail: String,
    /// The result for a page, in the words of the model browser.
    pub seen: String,
    /// The part of the way that is likely at fault, and the header that tells it: `nginx/1.22.1 (by Server)`.
    pub hop: Option<String>,
    /// The first exchange that shows it.
    pub exchange: Option<ShownExchange>,
}

impl Finding {
    /// The routes that a finding lists.
    pub const SHOWN: usize = 20;

    /// A finding without an exchange. Of the routes it keeps the first [`Finding::SHOWN`].
    ///
    /// ```
    /// use cors_audit::{Fault, Finding};
    ///
    /// let finding = Finding::new(Fault::RouteMissing, vec!["GET /users".to_owned()], "the status is 404", "");
    /// assert_eq!(finding.count, 1);
    /// ```
    #[must_use]
    pub fn new(fault: Fault, routes: Vec<String>, detail: impl Into<String>, seen: impl Into<String>) -> Self {
        let count = routes.len();
        let routes = routes.into_iter().take(Self::SHOWN).collect();
        let weight = fault.weight();
        Finding { fault, weight, routes, count, detail: detail.into(), seen: seen.into(), hop: None, exchange: None }
    }

    /// Counts a route more, and keeps it if it is one of the first.
    pub(crate) fn add_route(&mut self, route: String) {
        self.count += 1;
        if self.routes.len() < Self::SHOWN {
            self.routes.push(route);
        }
    }
}

/// A request and its answer, with the headers that concern CORS, caches and the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownExchange {
    /// The request, line by line: `OPTIONS /users`, then its headers.
    pub request: Vec<String>,
    /// The answer of the deployment, line by line: `204`, then its headers.
    pub answer: Vec<String>,
    /// The answer that the policy declares.
    pub declared: Vec<String>,
}
