//! A request of a scan, and its answer.

use cors_browser::{PageRequest, fetch};

use super::origins::{Candidate, Kind};
use crate::{
    findings::finding::ShownExchange,
    wire::{
        answer::{Answer, NoAnswer},
        client::{Client, Protocol, Request},
        hop::likely_hop,
        shown::{answer_lines, request_lines},
    },
};

/// The header of the preflights.
const HEADER: &str = "x-cors-audit";

/// A request, and its answer.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) kind: Kind,
    pub(crate) origin: String,
    /// The method that a preflight asks for.
    pub(crate) preflight: Option<&'static str>,
    request: Request,
    pub(crate) answer: Result<Answer, NoAnswer>,
}

/// The permission of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// The origin, by name.
    ByName {
        /// With credentials.
        credentials: bool,
    },
    /// Every origin: `*`.
    Any,
}

/// Sends a preflight for a method, or a `GET` from a page.
pub(crate) async fn ask(
    client: &Client,
    url: &str,
    candidate: Option<&Candidate>,
    preflight: Option<&'static str>,
) -> Exchange {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
    if let Some(candidate) = candidate {
        add("Origin", &candidate.origin);
    }
    if let Some(method) = preflight {
        add("Access-Control-Request-Method", method);
        add("Access-Control-Request-Headers", HEADER);
    }
    let method = if preflight.is_some() { "OPTIONS" } else { "GET" };
    let request = Request { method: method.to_owned(), url: url.to_owned(), headers };
    let answer = client.send(&request, Protocol::Preferred).await;
    let (kind, origin) = candidate.map_or((Kind::Own, String::new()), |sent| (sent.kind, sent.origin.clone()));
    Exchange { kind, origin, preflight, request, answer }
}

impl Exchange {
    /// The answer, if there is one.
    pub(crate) fn answered(&self) -> Option<&Answer> {
        self.answer.as_ref().ok()
    }

    /// The permission for the origin that was sent. Doubled headers permit nothing.
    pub(crate) fn access(&self) -> Option<Access> {
        let answer = self.answered()?;
        if self.preflight.is_some() && !(200..300).contains(&answer.status) {
            return None;
        }
        let mut lines = answer.lines("access-control-allow-origin");
        match (lines.next(), lines.next()) {
            (Some("*"), None) => Some(Access::Any),
            (Some(value), None) if value == self.origin => {
                let credentials = answer.get("access-control-allow-credentials") == Some("true");
                Some(Access::ByName { credentials })
            }
            _ => None,
        }
    }

    /// Returns whether the origin is allowed by name.
    pub(crate) fn is_allowed_by_name(&self) -> bool {
        matches!(self.access(), Some(Access::ByName { .. }))
    }

    /// The result for a page of the origin, in the words of the model browser.
    pub(crate) fn seen(&self) -> String {
        let Some(answer) = self.answered() else { return "The script gets a network error.".to_owned() };
        let response = answer.as_sent();
        let page = PageRequest::new(&self.origin, self.preflight.unwrap_or("GET")).to(&self.request.url);
        let page = if self.preflight.is_some() { page.header(HEADER, "1") } else { page };
        let has_credentials = answer.get("access-control-allow-credentials") == Some("true");
        let page = if has_credentials { page.with_credentials() } else { page };
        fetch(&page, |_| response.clone()).outcome().to_string()
    }

    /// The part of the way that the answer names.
    pub(crate) fn hop(&self) -> Option<String> {
        self.answered().and_then(likely_hop)
    }

    /// The exchange for a report.
    pub(crate) fn shown(&self) -> ShownExchange {
        let (request, answer) = (request_lines(&self.request), answer_lines(&self.answer));
        ShownExchange { request, answer, declared: Vec::new() }
    }
}
