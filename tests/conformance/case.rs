//! The cases, as they are written down.

use std::collections::BTreeMap;

use cors_core::{MaxAgeSpec, PolicySpec};
use serde::Deserialize;
use serde_json::Value;

use crate::fetch::{Blocked, Outcome};

#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) policy: Policy,
    request: Asked,
    pub(crate) expect: Expected,
    pub(crate) compile_time: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Policy {
    pub(crate) form: String,
    #[serde(default)]
    origins: Value,
    #[serde(default)]
    credentials: bool,
    #[serde(default)]
    methods: Value,
    #[serde(default)]
    request_headers: Value,
    #[serde(default)]
    expose: Value,
    #[serde(default)]
    max_age: Option<u64>,
    pub(crate) handler: Option<Handler>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Handler {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
}

impl Default for Handler {
    fn default() -> Self {
        Handler { status: 200, headers: Vec::new() }
    }
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    page_origin: String,
    #[serde(default)]
    url_origin: String,
    mode: Option<String>,
    #[serde(default)]
    method: String,
    #[serde(default)]
    headers: Vec<(String, String)>,
    credentials: Option<String>,
    #[serde(default)]
    sequence: Vec<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Expected {
    preflight: bool,
    outcome: String,
    pub(crate) blocked_at: Option<String>,
    acrm: Option<String>,
    /// Absent: as the headers are. Null: no header.
    #[serde(deserialize_with = "present")]
    acrh: Option<Option<String>>,
    /// Absent: as the page is. Null: no header.
    #[serde(deserialize_with = "present")]
    origin: Option<Option<String>>,
    status: Option<u16>,
    acao_seen: Option<String>,
    acac_seen: Option<String>,
    method_seen: Option<String>,
    readable: BTreeMap<String, String>,
    unreadable: Vec<String>,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// One request of a case.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) method: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) credentials: String,
    pub(crate) preflight: bool,
    /// The names that a preflight asks for.
    pub(crate) unsafe_headers: Vec<String>,
    blocked: Option<bool>,
}

pub(crate) fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("cases.json")).expect("the cases")
}

/// A list as it is written: names, `"*"`, or nothing.
fn list(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(all) => all.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// The six methods that browsers turn into upper case (Fetch, "normalize a method").
fn normalised(method: &str) -> String {
    let upper = method.to_ascii_uppercase();
    if ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].contains(&upper.as_str()) {
        upper
    } else {
        method.to_owned()
    }
}

impl Policy {
    /// `None`: no CORS at all.
    pub(crate) fn spec(&self) -> Option<PolicySpec> {
        let methods = list(&self.methods).unwrap_or_default();
        let implied = ["GET", "HEAD", "POST"].map(str::to_owned).into_iter().filter(|method| !methods.contains(method));
        let names = |value: &Value| list(value).filter(|names| !names.is_empty());
        Some(PolicySpec {
            origins: Some(list(&self.origins)?),
            credentials: self.credentials,
            allow_headers: names(&self.request_headers),
            expose_headers: names(&self.expose),
            max_age: self.max_age.map(MaxAgeSpec::Seconds),
            methods: (methods != ["*"]).then(|| methods.iter().cloned().chain(implied).collect()),
            ..PolicySpec::default()
        })
    }
}

impl Case {
    /// The page's origin, as the CORS check serialises it: a frame from a data URL has an opaque one.
    pub(crate) fn serialised_origin(&self) -> String {
        if self.request.page_origin == "data:" { "null".to_owned() } else { self.request.page_origin.clone() }
    }

    /// The `Origin` header, or `None` where the browser sends none.
    pub(crate) fn origin_header(&self) -> Option<String> {
        match &self.expect.origin {
            Some(sent) => sent.clone(),
            None => Some(self.serialised_origin()),
        }
    }

    /// Whether the browser sends a request, or shows the page its response, without asking the server: to the page's own
    /// origin, without letting the page read it, or because the page is an extension's that the user gave the right.
    pub(crate) fn needs_no_permission(&self) -> bool {
        let sent = self.expect.outcome == "sent" && !self.expect.preflight;
        let method = normalised(&self.request.method);
        let privileged = !self.expect.preflight && !["GET", "HEAD", "POST"].contains(&method.as_str());
        let own = self.request.page_origin == self.request.url_origin;
        own || self.request.mode.as_deref() == Some("no-cors") || sent || privileged
    }

    pub(crate) fn steps(&self) -> Vec<Step> {
        let acrh = |headers: &[(String, String)]| match &self.expect.acrh {
            Some(Some(names)) => names.split(',').map(str::to_owned).collect(),
            Some(None) => Vec::new(),
            None => headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect(),
        };
        let method = self.expect.acrm.clone().unwrap_or_else(|| normalised(&self.request.method));
        let whole = Step {
            method,
            headers: self.request.headers.clone(),
            credentials: self.request.credentials.clone().unwrap_or_default(),
            preflight: self.expect.preflight,
            unsafe_headers: if self.expect.preflight { acrh(&self.request.headers) } else { Vec::new() },
            blocked: Some(self.expect.outcome == "blocked"),
        };
        if self.request.sequence.is_empty() {
            return vec![whole];
        }
        // Without the browser's cache: every request of a sequence is preflighted.
        let text = |step: &Value, key: &str| step.get(key).and_then(Value::as_str).map(str::to_owned);
        let step = |step: &Value| {
            let headers: Vec<(String, String)> = step
                .get("headers")
                .map(|headers| serde_json::from_value(headers.clone()).expect("pairs"))
                .unwrap_or_default();
            Step {
                method: text(step, "method").map_or(whole.method.clone(), |method| normalised(&method)),
                unsafe_headers: headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect(),
                headers,
                credentials: text(step, "credentials").unwrap_or(whole.credentials.clone()),
                preflight: true,
                blocked: Some(step.get("expect_blocked").and_then(Value::as_bool).unwrap_or(false)),
            }
        };
        self.request.sequence.iter().map(step).collect()
    }

    /// Compares what happened with what the standard says.
    pub(crate) fn check(&self, step: &Step, outcome: &Outcome) {
        let id = &self.id;
        let answer = match outcome {
            Outcome::Blocked(blocked) => {
                assert_eq!(step.blocked, Some(true), "{id}: blocked at {blocked:?}");
                if self.request.sequence.is_empty() {
                    self.check_block(blocked);
                }
                return;
            }
            Outcome::Readable(answer) => answer,
        };
        assert_eq!(step.blocked, Some(false), "{id}: not blocked: {answer:?}");
        if let Some(status) = self.expect.status {
            assert_eq!(answer.status, status, "{id}");
        }
        for (name, expected) in [
            ("access-control-allow-origin", &self.expect.acao_seen),
            ("access-control-allow-credentials", &self.expect.acac_seen),
            ("x-method-seen", &self.expect.method_seen),
        ] {
            if expected.is_some() {
                assert_eq!(answer.get(name), *expected, "{id}: {name}");
            }
        }
        let visible = |name: &str| answer.is_exposed(name, step.credentials == "include");
        for (name, value) in &self.expect.readable {
            assert!(visible(name), "{id}: {name} can be read");
            assert_eq!(answer.get(name).as_ref(), Some(value), "{id}: {name}");
        }
        for name in &self.expect.unreadable {
            assert!(!visible(name), "{id}: {name} cannot be read");
        }
    }

    fn check_block(&self, blocked: &Blocked) {
        let at = self.expect.blocked_at.as_deref().unwrap_or_default();
        // "missing" and "mismatch" look the same to a page, and a server may do either.
        let expected = if at.contains("acao-m") { at.split_once("acao-").map_or(at, |(start, _)| start) } else { at };
        let got = blocked.to_string();
        assert!(got.starts_with(expected), "{}: blocked at {got}, not at {at}", self.id);
    }
}
