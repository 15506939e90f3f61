//! Requests and policies for the tests of decisions.

#![allow(dead_code)]

use cors_core::{
    HeaderValue, Mounted, PathPolicies, Policy, PolicySpec, RequestHead, RequestOrigin, RequestedOrigin,
    ResponseHeader, ResponseHeaders,
};

/// A request, by the lines of its headers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub(crate) method: &'static str,
    pub(crate) origin: Vec<Vec<u8>>,
    pub(crate) request_method: Vec<Vec<u8>>,
    pub(crate) request_headers: Vec<Vec<u8>>,
    pub(crate) others: Vec<(&'static str, Vec<u8>)>,
}

impl Head {
    pub(crate) fn actual(method: &'static str, origin: &str) -> Self {
        Head { method, origin: vec![origin.into()], ..Head::default() }
    }

    pub(crate) fn preflight(method: &str, origin: &str) -> Self {
        Head { request_method: vec![method.into()], ..Head::actual("OPTIONS", origin) }
    }

    pub(crate) fn with_headers(self, names: impl Into<Vec<u8>>) -> Self {
        Head { request_headers: vec![names.into()], ..self }
    }
}

impl RequestHead for Head {
    fn method(&self) -> &str {
        self.method
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.origin.iter().map(Vec::as_slice)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.request_method.iter().map(Vec::as_slice)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.request_headers.iter().map(Vec::as_slice)
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.others.iter().filter(move |(other, _)| *other == name).map(|(_, line)| line.as_slice())
    }

    fn target_authority(&self) -> Option<&str> {
        self.header(":authority").next().and_then(|line| str::from_utf8(line).ok())
    }

    fn scheme(&self) -> Option<&str> {
        self.header(":scheme").next().and_then(|line| str::from_utf8(line).ok())
    }
}

/// The origin of a request.
pub(crate) fn requested(origin: &str) -> RequestedOrigin<'_> {
    RequestOrigin::read([origin.as_bytes()].into_iter()).requested().expect("an origin")
}

/// A policy for these origins, as written.
pub(crate) fn spec(origins: &[&str]) -> PolicySpec {
    PolicySpec { origins: Some(origins.iter().map(ToString::to_string).collect()), ..PolicySpec::default() }
}

/// A policy for these origins, with these request headers.
pub(crate) fn policy(origins: &[&str], headers: &[&str]) -> &'static Policy {
    let headers = headers.iter().map(ToString::to_string).collect();
    let spec = PolicySpec { allow_headers: Some(headers), ..spec(origins) };
    spec.validate().expect("a valid policy").leak("Test")
}

/// The policies of a path, by method.
pub(crate) fn path(mounted: &[(&str, &'static Policy)]) -> PathPolicies {
    let mut path = PathPolicies::new();
    for (method, policy) in mounted {
        path.mount(Mounted::Methods(&[method]), policy);
    }
    path
}

/// A header value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

impl HeaderValue for Text {
    fn from_static(text: &'static str) -> Self {
        Text(text.to_owned())
    }

    fn from_text(text: &str) -> Option<Self> {
        Some(Text(text.to_owned()))
    }

    fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The header lines of a response, with their names in lower case.
#[derive(Debug, Default)]
pub(crate) struct Lines(pub(crate) Vec<(String, String)>);

impl Lines {
    /// The lines of a header.
    pub(crate) fn of(&self, header: ResponseHeader) -> Vec<&str> {
        let lines = self.0.iter().filter(|(name, _)| name.eq_ignore_ascii_case(header.name()));
        lines.map(|(_, value)| value.as_str()).collect()
    }
}

impl ResponseHeaders for Lines {
    type Value = Text;

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }

    fn append(&mut self, header: ResponseHeader, Text(value): Text) {
        self.0.push((header.name().to_ascii_lowercase(), value));
    }

    fn vary(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().filter(|(name, _)| name == "vary").map(|(_, value)| value.as_bytes())
    }
}
