//! The cases, as they are written down.

use std::collections::BTreeMap;

use cors_core::{MaxAgeSpec, PolicySpec};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) policy: Policy,
    pub(crate) request: Asked,
    pub(crate) expect: Expected,
    pub(crate) compile_time: Option<String>,
    /// Where the case is from.
    pub(crate) source: String,
    /// What became of it in the engines in which it was first run.
    pub(crate) engines: BTreeMap<String, String>,
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
    /// A chain of redirects.
    #[serde(default)]
    pub(crate) hops: Vec<Hop>,
    /// The first answer of a literal server, and its answer to a client that has the first one cached.
    pub(crate) first: Option<Handler>,
    pub(crate) second: Option<Handler>,
    /// Whether every response says `Vary: Origin`.
    #[serde(default)]
    pub(crate) vary: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Hop {
    pub(crate) at: String,
    pub(crate) preflight: Option<Handler>,
    pub(crate) response: Handler,
    /// In the URL to which it redirects.
    pub(crate) userinfo: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Handler {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Default for Handler {
    fn default() -> Self {
        Handler { status: 200, headers: Vec::new(), body: String::new() }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    pub(crate) page_origin: String,
    pub(crate) url_origin: String,
    pub(crate) api: String,
    pub(crate) mode: String,
    pub(crate) method: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) credentials: String,
    #[serde(default)]
    pub(crate) upload_listener: bool,
    pub(crate) redirect: Option<String>,
    #[serde(rename = "referrerPolicy")]
    pub(crate) referrer_policy: Option<String>,
    #[serde(default)]
    pub(crate) sequence: Vec<InTurn>,
}

/// One of several requests, as far as it is not as the others are.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InTurn {
    pub(crate) method: Option<String>,
    pub(crate) mode: Option<String>,
    pub(crate) credentials: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    /// Before the request.
    pub(crate) delay_ms: u64,
    pub(crate) expect_blocked: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Expected {
    pub(crate) preflight: bool,
    pub(crate) actual_sent: bool,
    pub(crate) outcome: String,
    pub(crate) blocked_at: Option<String>,
    pub(crate) acrm: Option<String>,
    /// Absent: as the headers are. Null: no header.
    #[serde(deserialize_with = "present")]
    pub(crate) acrh: Option<Option<String>>,
    /// Absent: as the page is. Null: no header.
    #[serde(deserialize_with = "present")]
    pub(crate) origin: Option<Option<String>>,
    /// The same where the last redirect leads.
    pub(crate) origin_final: Option<String>,
    pub(crate) preflight_final: Option<bool>,
    /// One by one, where there are several requests.
    pub(crate) preflights: Vec<bool>,
    pub(crate) response_type: Option<String>,
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

const CASES: &str = include_str!("cases.json");

pub(crate) fn cases() -> Vec<Case> {
    serde_json::from_str(CASES).expect("the cases")
}

/// What each case asks for, as it is written, by its id.
pub(crate) fn requests() -> BTreeMap<String, Value> {
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("the cases");
    let id = |case: &Value| case["id"].as_str().expect("a case has an id").to_owned();
    cases.into_iter().map(|mut case| (id(&case), case["request"].take())).collect()
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
}
