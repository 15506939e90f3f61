//! The cases, as they are written down.

use std::collections::{BTreeMap, BTreeSet};

use cors_core::{
    MaxAgeSpec, PolicySpec,
    browser::{CredentialsMode, PageRequest, RequestMode},
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) policy: Policy,
    pub(crate) request: Asked,
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
    /// What a literal server answers to the preflight, and to the request.
    pub(crate) preflight: Option<Handler>,
    pub(crate) response: Option<Handler>,
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
pub(crate) struct Asked {
    page_origin: String,
    url_origin: String,
    pub(crate) api: String,
    mode: String,
    method: String,
    headers: Vec<(String, String)>,
    credentials: String,
    #[serde(default)]
    upload_listener: bool,
    #[serde(rename = "referrerPolicy")]
    pub(crate) referrer_policy: Option<String>,
    #[serde(default)]
    pub(crate) sequence: Vec<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Expected {
    pub(crate) preflight: bool,
    pub(crate) actual_sent: bool,
    pub(crate) outcome: String,
    pub(crate) blocked_at: Option<String>,
    acrm: Option<String>,
    /// Absent: as the headers are. Null: no header.
    #[serde(deserialize_with = "present")]
    acrh: Option<Option<String>>,
    /// Absent: as the page is. Null: no header.
    #[serde(deserialize_with = "present")]
    pub(crate) origin: Option<Option<String>>,
    pub(crate) status: Option<u16>,
    pub(crate) acao_seen: Option<String>,
    pub(crate) acac_seen: Option<String>,
    pub(crate) method_seen: Option<String>,
    pub(crate) cookie_preflight: Option<bool>,
    pub(crate) cookie_actual: Option<bool>,
    pub(crate) readable: BTreeMap<String, String>,
    pub(crate) unreadable: Vec<String>,
}

fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// One request of a case, and what the case says of it.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) request: PageRequest,
    pub(crate) preflight: bool,
    pub(crate) blocked: bool,
    /// What the preflight asks for, if there is one.
    pub(crate) acrm: String,
    pub(crate) acrh: Option<String>,
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

    /// Where it goes. An extension to which the user gave the right asks nobody, as within one origin.
    fn url_origin(&self) -> String {
        let safelisted = ["GET", "HEAD", "POST"].contains(&self.request.method.as_str());
        let privileged = !self.expect.preflight && self.expect.actual_sent && !safelisted;
        if privileged { self.serialised_origin() } else { self.request.url_origin.clone() }
    }

    /// Forms and beacons are sent as they were before there was CORS.
    fn mode(&self) -> RequestMode {
        match self.request.mode.as_str() {
            "same-origin" => RequestMode::SameOrigin,
            "no-cors" => RequestMode::NoCors,
            _ if ["form", "beacon"].contains(&self.request.api.as_str()) => RequestMode::NoCors,
            _ => RequestMode::Cors,
        }
    }

    /// The script's. `navigator.sendBeacon` with a blob: its type.
    fn headers(&self) -> Vec<(String, String)> {
        let blob =
            (self.request.api == "beacon-json").then(|| ("content-type".to_owned(), "application/json".to_owned()));
        self.request.headers.iter().cloned().chain(blob).collect()
    }

    fn page_request(&self, method: &str, headers: &[(String, String)], credentials: &str) -> PageRequest {
        let credentials = match credentials {
            "omit" => CredentialsMode::Omit,
            "include" => CredentialsMode::Include,
            _ => CredentialsMode::SameOrigin,
        };
        let request = PageRequest::new(self.serialised_origin(), method)
            .to(self.url_origin())
            .mode(self.mode())
            .credentials(credentials);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        if self.request.upload_listener { request.with_upload_listener() } else { request }
    }

    pub(crate) fn steps(&self) -> Vec<Step> {
        let Asked { method, credentials, sequence, .. } = &self.request;
        let headers = &self.headers();
        if sequence.is_empty() {
            return vec![Step {
                request: self.page_request(method, headers, credentials),
                preflight: self.expect.preflight,
                blocked: self.expect.outcome == "blocked",
                acrm: self.expect.acrm.clone().unwrap_or_else(|| method.clone()),
                acrh: self.expect.acrh.clone().unwrap_or_else(|| names(headers)),
            }];
        }
        let text =
            |step: &Value, key: &str, other: &str| step.get(key).and_then(Value::as_str).unwrap_or(other).to_owned();
        let step = |step: &Value| {
            let headers: Vec<(String, String)> = step
                .get("headers")
                .map(|headers| serde_json::from_value(headers.clone()).expect("pairs"))
                .unwrap_or_default();
            let method = text(step, "method", method);
            Step {
                request: self.page_request(&method, &headers, &text(step, "credentials", credentials)),
                // Without the browser's cache: what is preflighted once is preflighted every time.
                preflight: self.expect.preflight,
                blocked: step.get("expect_blocked").and_then(Value::as_bool).unwrap_or(false),
                acrm: method,
                acrh: names(&headers),
            }
        };
        sequence.iter().map(step).collect()
    }
}

/// What a preflight asks for where the case does not say it: every header.
fn names(headers: &[(String, String)]) -> Option<String> {
    let names: BTreeSet<String> = headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(","))
}
