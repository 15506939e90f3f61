//! Requests and policies for the tests of decisions.

use cors_core::{Mounted, PathPolicies, Policy, PolicySpec, RequestHead};

/// A request by its lines.
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

    fn authority(&self) -> Option<&str> {
        self.header(":authority").next().and_then(|line| str::from_utf8(line).ok())
    }

    fn scheme(&self) -> Option<&str> {
        self.header(":scheme").next().and_then(|line| str::from_utf8(line).ok())
    }
}

/// A policy for these origins, with these request headers.
pub(crate) fn policy(origins: &[&str], headers: &[&str]) -> &'static Policy {
    let list = |list: &[&str]| Some(list.iter().map(ToString::to_string).collect());
    let spec = PolicySpec { origins: list(origins), allow_headers: list(headers), ..PolicySpec::default() };
    spec.validate().expect("a valid policy").leak("Test")
}

/// The policies of a path, method by method.
pub(crate) fn path(mounted: &[(&str, &'static Policy)]) -> PathPolicies {
    let mut path = PathPolicies::new();
    for (method, policy) in mounted {
        path.mount(Mounted::Methods(&[method]), policy);
    }
    path
}
