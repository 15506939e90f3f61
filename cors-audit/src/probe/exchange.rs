//! A request of a page, the answer that the policy declares, and the answer of the deployment.

use cors_browser::{
    DeclaredPath, Exchange as Declared, Explanation, PageRequest, RedirectMode, SentRequest, SentResponse, fetch,
};

use crate::{
    findings::finding::ShownExchange,
    wire::{
        answer::{Answer, NoAnswer},
        client::{Client, Protocol, Request},
        shown::{answer_lines, request_lines},
    },
};

/// The part of a fetch that an exchange is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Preflight,
    Actual,
}

/// A request, and both answers to it.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    /// The page that asks.
    pub(crate) page: PageRequest,
    /// Its origin.
    pub(crate) origin: String,
    pub(crate) part: Part,
    pub(crate) request: Request,
    pub(crate) declared: SentResponse,
    pub(crate) answer: Result<Answer, NoAnswer>,
}

/// What is sent of a page's request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sent {
    /// The preflight alone.
    PreflightOnly,
    /// The preflight, if there is one, and the request.
    All,
}

/// Sends a page's request: the preflight, and the request itself if the policy lets it.
pub(crate) async fn ask(
    client: &Client,
    path: &DeclaredPath,
    origin: &str,
    page: PageRequest,
    sent: Sent,
) -> Vec<Exchange> {
    let page = page.redirect(RedirectMode::Manual);
    let explanation = path.explain(&page);
    let actual = explanation.actual().filter(|_| sent == Sent::All);
    let mut exchanges = Vec::new();
    for (part, declared) in [(Part::Preflight, explanation.preflight()), (Part::Actual, actual)] {
        let Some(Declared { request, response, .. }) = declared else { continue };
        let mut headers = request.headers.clone();
        // The headers of the script decide nothing but the preflight, and could change what the handler does.
        if part == Part::Actual {
            headers.retain(|(name, _)| name.eq_ignore_ascii_case("origin"));
        }
        headers.extend(fetch_metadata(request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("origin"))));
        let request = Request { method: request.method.clone(), url: request.url.clone(), headers };
        let answer = client.send(&request, Protocol::Preferred).await;
        let (page, origin) = (page.clone(), origin.to_owned());
        exchanges.push(Exchange { page, origin, part, request, declared: response.clone(), answer });
    }
    exchanges
}

/// The headers by which browsers tell where a request comes from: Fetch Metadata, section 2.
fn fetch_metadata(is_cors: bool) -> [(String, String); 3] {
    let mode = if is_cors { "cors" } else { "no-cors" };
    [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", mode), ("sec-fetch-dest", "empty")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
}

impl Exchange {
    /// The model browser's judgement of the answer.
    pub(crate) fn judged(&self) -> Explanation {
        // Nothing at all is a network error.
        let answer = self.answer.as_ref().map_or_else(|_| SentResponse::new(0), Answer::as_sent);
        fetch(&self.page, |sent| {
            let is_preflight = sent.get("access-control-request-method").is_some();
            // The other half of the fetch is as it should be.
            if is_preflight == (self.part == Part::Preflight) { answer.clone() } else { granted(sent) }
        })
    }

    /// The exchange for a report.
    pub(crate) fn shown(&self) -> ShownExchange {
        let mut declared = vec![match self.part {
            Part::Preflight => self.declared.status.to_string(),
            // The handler's own status is not declared.
            Part::Actual if self.declared.status == 200 => "any status".to_owned(),
            Part::Actual => self.declared.status.to_string(),
        }];
        declared.extend(self.declared.headers.iter().map(|(name, value)| format!("{}: {value}", name.to_lowercase())));
        ShownExchange { request: request_lines(&self.request), answer: answer_lines(&self.answer), declared }
    }
}

fn granted(sent: &SentRequest) -> SentResponse {
    SentResponse::new(204)
        .header("access-control-allow-origin", sent.get("origin").unwrap_or_default())
        .header("access-control-allow-credentials", "true")
        .header("access-control-allow-methods", sent.get("access-control-request-method").unwrap_or_default())
        .header("access-control-allow-headers", sent.get("access-control-request-headers").unwrap_or_default())
}
