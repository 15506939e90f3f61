//! What came back, and what a page can see of it.

use std::collections::{BTreeMap, BTreeSet};

use cors_browser::{CredentialsMode, Outcome, PageRequest, SentRequest, SentResponse, Stage, fetch};
use http::Response;

use crate::asked::Asked;

/// Status and every line that CORS is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) sent: SentResponse,
}

/// The elements of a header: neither their order nor how they are spread over lines matters (RFC 9110, sections 5.3 and 5.6.1).
/// `actix_cors` has another order in every process.
pub(crate) type Elements = BTreeSet<String>;

impl Answer {
    pub(crate) fn of(response: &Response<Vec<u8>>) -> Self {
        let sent = SentResponse::new(response.status().as_u16());
        let text = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect::<String>();
        let sent = response
            .headers()
            .iter()
            .fold(sent, |sent, (name, value)| sent.header(name.as_str(), text(value.as_bytes())));
        Answer { sent }
    }

    /// What is compared: the status, and each header by its name.
    pub(crate) fn aspects(&self) -> BTreeMap<String, Elements> {
        let mut aspects = BTreeMap::from([("status".to_owned(), Elements::from([self.sent.status.to_string()]))]);
        for (name, value) in &self.sent.headers {
            if name.starts_with("access-control-") || name == "vary" {
                let elements = value.split(',').map(|element| element.trim().to_owned());
                // Methods are told apart by case, names of headers are not.
                let names = name == "vary" || name.ends_with("-headers");
                let elements = elements.map(|element| if names { element.to_ascii_lowercase() } else { element });
                aspects.entry(name.clone()).or_default().extend(elements.filter(|element| !element.is_empty()));
            }
        }
        aspects
    }

    /// The same, with the status or the header of this name from another answer.
    pub(crate) fn with(&self, aspect: &str, other: &Answer) -> Self {
        let mut sent = self.sent.clone();
        if aspect == "status" {
            sent.status = other.sent.status;
        } else {
            sent.headers.retain(|(name, _)| name != aspect);
            sent.headers.extend(other.sent.headers.iter().filter(|(name, _)| name == aspect).cloned());
        }
        Answer { sent }
    }
}

/// What a page gets to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Its preflight passes.
    Passed,
    /// It can read this status, and these headers.
    Read(u16, BTreeSet<String>),
    Blocked,
}

/// What a page sees of the answer, without credentials and with them; `None`: no page of another origin sends this.
pub(crate) fn seen(asked: &Asked, answer: &Answer) -> Option<[Seen; 2]> {
    let modes = [CredentialsMode::Omit, CredentialsMode::Include];
    let [omit, include] = modes.map(|credentials| seen_with(asked, answer, credentials));
    Some([omit?, include?])
}

fn seen_with(asked: &Asked, answer: &Answer, credentials: CredentialsMode) -> Option<Seen> {
    let [origin] = asked.origin.as_slice() else { return None };
    if !is_of_a_page(origin) {
        return None;
    }
    let mut page = PageRequest::new(origin, asked.for_method.first().unwrap_or(&asked.method)).credentials(credentials);
    if asked.is_preflight() {
        // Whether the request needs one does not matter here.
        page = page.with_upload_listener();
        for name in names(&asked.for_headers) {
            page = page.header(name, if name == "content-type" { "application/json" } else { "1" });
        }
    }
    let mut is_asked = false;
    let explanation = fetch(&page, |sent| {
        let preflight = sent.get("access-control-request-method").is_some();
        if preflight == asked.is_preflight() {
            is_asked = is_same(asked, sent);
            answer.sent.clone()
        } else {
            granting(origin, asked)
        }
    });
    let seen = match explanation.outcome() {
        Outcome::Readable(_) if asked.is_preflight() => Seen::Passed,
        Outcome::Readable(exposed) => {
            let all = answer.sent.headers.iter().map(|(name, _)| name);
            // What is not for pages anyway.
            let all = all.filter(|name| *name != "vary" && !name.starts_with("access-control-"));
            Seen::Read(answer.sent.status, all.filter(|name| exposed.covers(name)).cloned().collect())
        }
        Outcome::Blocked(blocked) if blocked.stage == Stage::BeforeSending => return None,
        _ => Seen::Blocked,
    };
    is_asked.then_some(seen)
}

/// An opaque origin, or one that browsers can serialise and DNS can resolve (RFC 1035, section 2.3.4).
pub(crate) fn is_of_a_page(origin: &str) -> bool {
    let is_name = |url: &url::Url| {
        url.host_str().is_some_and(|host| host.split('.').all(|label| (1..=63).contains(&label.len())))
    };
    origin == "null"
        || url::Url::parse(origin).is_ok_and(|url| url.origin().ascii_serialization() == origin && is_name(&url))
}

/// The other half of the exchange, which lets everything pass.
fn granting(origin: &str, asked: &Asked) -> SentResponse {
    SentResponse::new(200)
        .header("access-control-allow-origin", origin)
        .header("access-control-allow-credentials", "true")
        .header("access-control-allow-methods", asked.for_method.first().unwrap_or(&asked.method))
}

fn names(lines: &[String]) -> impl Iterator<Item = &str> {
    lines.iter().flat_map(|line| line.split(',')).map(str::trim)
}

fn is_same(asked: &Asked, sent: &SentRequest) -> bool {
    if !asked.is_preflight() {
        return sent.method == asked.method && asked.for_headers.is_empty();
    }
    // What the browser writes is sorted and in lower case. What an intermediary makes of it may have other spaces.
    let set = |names: Vec<&str>| names.into_iter().map(str::to_ascii_lowercase).collect::<BTreeSet<_>>();
    let sent_names = sent.get("access-control-request-headers").map(str::to_owned);
    asked.for_method.len() == 1
        && sent.get("access-control-request-method") == asked.for_method.first().map(String::as_str)
        && asked.for_headers.len() == usize::from(sent_names.is_some())
        && set(names(&asked.for_headers).collect()) == set(names(sent_names.as_slice()).collect())
}
