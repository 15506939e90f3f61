//! What a case asks for, one request at a time.

use std::{collections::BTreeSet, time::Duration};

use cors_browser::{CredentialsMode, PageRequest, RedirectMode, ReferrerPolicy, RequestMode};

use crate::{
    case::{Case, InTurn},
    exceptions::{Kind, is_exception},
};

/// One request of a case, and what the case says of it.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Before the request, by the browser's clock.
    pub(crate) delay: Duration,
    pub(crate) request: PageRequest,
    /// Whether a browser asks beforehand that has not asked before.
    pub(crate) preflight: bool,
    /// The same of one that has sent the requests before this one.
    pub(crate) preflight_in_turn: bool,
    /// As `expect.outcome`.
    pub(crate) outcome: String,
    /// What the preflight asks for, if there is one.
    pub(crate) acrm: String,
    pub(crate) acrh: Option<String>,
    /// What the case says of the outcome is said of the last request.
    pub(crate) is_last: bool,
}

impl Case {
    /// The URL of the request. An extension with the host permission needs no CORS, as within one origin.
    fn url(&self) -> String {
        match self.policy.form.as_str() {
            _ if is_exception(self, Kind::Privileged) => self.serialised_origin(),
            "hops" => hop_url(&self.request.url_origin, 0),
            _ => self.request.url_origin.clone(),
        }
    }

    /// Forms and beacons are sent as they were before there was CORS.
    fn mode(&self, mode: &str) -> RequestMode {
        match mode {
            "same-origin" => RequestMode::SameOrigin,
            "no-cors" => RequestMode::NoCors,
            _ if ["form", "beacon"].contains(&self.request.api.as_str()) => RequestMode::NoCors,
            _ if self.request.api == "websocket" => RequestMode::WebSocket,
            _ => RequestMode::Cors,
        }
    }

    /// The script's. `navigator.sendBeacon` with a blob: its type.
    fn headers(&self) -> Vec<(String, String)> {
        let blob =
            (self.request.api == "beacon-json").then(|| ("content-type".to_owned(), "application/json".to_owned()));
        self.request.headers.iter().cloned().chain(blob).collect()
    }

    fn page_request(&self, method: &str, mode: &str, headers: &[(String, String)], credentials: &str) -> PageRequest {
        let credentials = match credentials {
            "omit" => CredentialsMode::Omit,
            "include" => CredentialsMode::Include,
            _ => CredentialsMode::SameOrigin,
        };
        let redirect = match self.request.redirect.as_deref() {
            None | Some("follow") => RedirectMode::Follow,
            Some("error") => RedirectMode::Error,
            Some("manual") => RedirectMode::Manual,
            Some(other) => panic!("{}: redirect {other}", self.id),
        };
        let referrer_policy = match self.request.referrer_policy.as_deref() {
            None => ReferrerPolicy::default(),
            Some("no-referrer") => ReferrerPolicy::NoReferrer,
            Some(other) => panic!("{}: referrer policy {other}", self.id),
        };
        let request = PageRequest::new(self.serialised_origin(), method)
            .to(self.url())
            .mode(self.mode(mode))
            .credentials(credentials)
            .redirect(redirect)
            .referrer_policy(referrer_policy);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        if self.request.upload_listener { request.with_upload_listener() } else { request }
    }

    pub(crate) fn steps(&self) -> Vec<Step> {
        let (request, expect) = (&self.request, &self.expect);
        let headers = &self.headers();
        if request.sequence.is_empty() {
            return vec![Step {
                delay: Duration::ZERO,
                request: self.page_request(&request.method, &request.mode, headers, &request.credentials),
                preflight: expect.preflight,
                preflight_in_turn: expect.preflight,
                outcome: expect.outcome.clone(),
                acrm: expect.acrm.clone().unwrap_or_else(|| request.method.clone()),
                acrh: expect.acrh.clone().unwrap_or_else(|| names(headers)),
                is_last: true,
            }];
        }
        let last = request.sequence.len() - 1;
        let steps = request.sequence.iter().enumerate();
        steps.map(|(at, step)| self.step(step, expect.preflights.get(at).copied(), at == last)).collect()
    }

    fn step(&self, step: &InTurn, preflight_in_turn: Option<bool>, is_last: bool) -> Step {
        let method = step.method.as_ref().unwrap_or(&self.request.method);
        let mode = step.mode.as_ref().unwrap_or(&self.request.mode);
        let credentials = step.credentials.as_ref().unwrap_or(&self.request.credentials);
        let outcome = match mode.as_str() {
            _ if step.expect_blocked => "blocked",
            "no-cors" => "opaque",
            _ => "allowed",
        };
        Step {
            delay: Duration::from_millis(step.delay_ms),
            request: self.page_request(method, mode, &step.headers, credentials),
            preflight: self.expect.preflight,
            preflight_in_turn: preflight_in_turn.unwrap_or(self.expect.preflight),
            outcome: outcome.to_owned(),
            acrm: method.clone(),
            acrh: names(&step.headers),
            is_last,
        }
    }
}

/// Under which URL a hop of a chain of redirects is.
pub(crate) fn hop_url(origin: &str, hop: usize) -> String {
    format!("{origin}/{hop}")
}

/// What a preflight asks for where the case does not say it: every header.
fn names(headers: &[(String, String)]) -> Option<String> {
    let names: BTreeSet<String> = headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(","))
}
