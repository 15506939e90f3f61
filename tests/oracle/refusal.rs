//! The meaning of `enforce` and `hosts`: the requests that are refused before a handler runs, in the plainest code.

use http::Response;

use cors_tests::mutant::HANDLER;

use crate::{
    meaning::Allowed,
    received::Received,
    world::{Enforce, World, Written},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passes,
    Refused,
    /// The handler cannot be foreseen with certainty, so refusing is right, and so is passing.
    Either,
}

impl Written {
    /// Returns whether the policy trusts a request for its handler: the table of `enforce`, row by row.
    pub(crate) fn trusts(&self, request: &Received) -> bool {
        let site = request.get("sec-fetch-site");
        // A page of the server itself, an address that was typed, or a bookmark.
        if let Some("same-origin" | "none") = site {
            return true;
        }
        let Some(origin) = request.get("origin") else {
            return site.is_none() || is_link(request);
        };
        let is_listed = self.speaks_of(&request.method) && self.lists(origin);
        let is_anonymous = request.get("cookie").is_none();
        if is_listed && (self.credentials || is_anonymous) {
            return true;
        }
        site.is_none() && is_own_origin(origin, request)
    }

    /// Returns whether a request for its handler is refused.
    pub(crate) fn refuses(&self, request: &Received) -> bool {
        !self.serves(request.authority()) || self.enforce == Enforce::Refuse && !self.trusts(request)
    }
}

/// Returns whether a whole page is loaded, by a method that changes nothing.
fn is_link(request: &Received) -> bool {
    ["GET", "HEAD"].contains(&request.method.as_str())
        && request.get("sec-fetch-mode") == Some("navigate")
        && request.get("sec-fetch-dest") == Some("document")
}

/// Compares the origin with the host of the request and, if a proxy names the scheme, with that scheme: for browsers without Fetch
/// Metadata.
fn is_own_origin(origin: &str, request: &Received) -> bool {
    let Some(authority) = request.authority() else { return false };
    let forwarded = request.get("forwarded").and_then(|line| line.split("proto=").nth(1));
    let scheme = match forwarded.or_else(|| request.get("x-forwarded-proto")) {
        Some("https" | "wss") => Some("https"),
        Some("http" | "ws") => Some("http"),
        Some(_) => return false,
        None => None,
    };
    let is = |scheme: &str| origin == format!("{scheme}://{authority}");
    scheme.map_or_else(|| is("https") || is("http"), is)
}

/// Returns whether this is surely an origin: `null`, or a scheme, plain labels that are no address, and perhaps a port other than the default.
fn is_of_browsers(origin: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return origin == "null" };
    let (host, port) = authority.split_once(':').unwrap_or((authority, "1"));
    let is_label = |label: &str| {
        let of_a_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (1..=63).contains(&label.len()) && label.chars().all(of_a_name) && !label.starts_with("xn--")
    };
    let default = if scheme == "https" { "443" } else { "80" };
    let is_port = port.parse::<u16>().is_ok_and(|number| number.to_string() == port) && port != default;
    let is_name = host.split('.').next_back().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_alphabetic()));
    ["http", "https"].contains(&scheme) && is_port && is_name && host.split('.').all(is_label)
}

impl World {
    /// The verdict about a request that is not a preflight.
    pub(crate) fn verdict(&self, place: usize, request: &Received) -> Verdict {
        if !self.serves(place, request.authority()) {
            return Verdict::Refused;
        }
        let is_certain = self.is_certain(place, &request.method);
        match self.answered_by(place, &request.method) {
            // On actix-web, the router's own answer to HEAD, where GET has a handler.
            Some(_) if !is_certain && self.served_by(place, &request.method).is_none() => Verdict::Either,
            Some(Some(policy)) if self.policies[policy].refuses(request) => Verdict::Refused,
            Some(Some(_)) if !is_certain => Verdict::Either,
            Some(_) => Verdict::Passes,
            // The router answers, and a scope or a resource that cannot be foreseen may refuse.
            None => Verdict::Either,
        }
    }

    /// The headers that `Vary` has to name at least: those of which one other value changes the verdict.
    ///
    /// Of a request whose `Origin` no browser sends, none has to be named: it is refused whatever the others say.
    pub(crate) fn read_headers(&self, place: usize, request: &Received) -> Vec<&'static str> {
        if request.get("origin").is_some_and(|origin| !is_of_browsers(origin)) {
            return Vec::new();
        }
        // The router's hosts are certain, whichever handler serves the method.
        let is_certain = self.is_certain(place, &request.method);
        let policy = self.policy_of(place, &request.method).filter(|_| is_certain).map(|policy| &self.policies[policy]);
        let is_refused = |request: &Received| {
            !self.serves(place, request.authority()) || policy.is_some_and(|policy| policy.refuses(request))
        };
        let origins = ["https://api.example.com", "https://evil.test", "null"];
        let listed = self.policies.iter().flat_map(Written::listed).filter(|listed| !listed.contains('*'));
        let origins: Vec<&str> = origins.into_iter().chain(listed.copied()).collect();
        let origin_host = request.get("origin").and_then(|origin| origin.split("://").nth(1));
        let hosts: Vec<&str> = ["api.example.com", "rebound.test"].into_iter().chain(origin_host).collect();
        let values: [(&str, &[&str]); 7] = [
            ("origin", &origins),
            ("host", &hosts),
            ("cookie", &["session=1"]),
            ("sec-fetch-site", &["none", "same-origin", "same-site", "cross-site"]),
            ("sec-fetch-mode", &["navigate", "no-cors"]),
            ("sec-fetch-dest", &["document", "image", "iframe"]),
            ("x-forwarded-proto", &["https", "http", "wss", "ws"]),
        ];
        let now = is_refused(request);
        let changes = |name: &str, value: Option<&str>| is_refused(&request.with(name, value)) != now;
        let is_read = |(name, values): &(&str, &[&str])| {
            changes(name, None) || values.iter().any(|value| changes(name, Some(value)))
        };
        values.iter().filter(|values| is_read(values)).map(|(name, _)| *name).collect()
    }

    /// Checks the answer to a request that is not a preflight: its status, the headers of a refusal, and `Vary`.
    pub(crate) fn check_verdict(
        &self,
        place: usize,
        request: &Received,
        answer: &Response<Vec<u8>>,
    ) -> Result<(), String> {
        let verdict = self.verdict(place, request);
        let is_refused = answer.status() == 403;
        let is = |holds: bool, what: &str| {
            if holds { Ok(()) } else { Err(format!("{what}: {request:?} means {verdict:?}\n{answer:?}")) }
        };
        is(verdict != Verdict::Passes || !is_refused, "refused")?;
        is(verdict != Verdict::Refused || is_refused, "not refused")?;
        if is_refused {
            let names = |prefix| answer.headers().keys().any(|name| name.as_str().starts_with(prefix));
            is(!names(HANDLER), "refused, and a handler has run")?;
            is(!names("access-control-"), "a refusal has CORS headers")?;
            let caching = answer.headers().get("cache-control");
            is(caching.is_some_and(|value| value == "no-store"), "a refusal may be stored")?;
        }
        let vary = vary(answer);
        let is_named = |name: &&str| vary.iter().any(|other| other == name || other == "*");
        match self.read_headers(place, request).iter().find(|name| !is_named(name)) {
            Some(name) => is(false, &format!("no `Vary: {name}`")),
            None => Ok(()),
        }
    }
}

/// The names in `Vary`, in lower case.
pub(crate) fn vary(answer: &Response<Vec<u8>>) -> Vec<String> {
    let lines = answer.headers().get_all("vary").iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|name| name.trim().to_ascii_lowercase()).collect()
}

impl Written {
    /// Returns whether the policy lists the origin, whatever the host.
    fn lists(&self, origin: &str) -> bool {
        self.allowed_anywhere(origin) != Allowed::None
    }
}
