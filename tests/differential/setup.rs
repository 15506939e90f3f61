//! The policies and the application of all three: ours, and the two peers.

use cors_core::{MaxAgeSpec, Policy, PolicySpec};

/// A policy, as it is written for us. Peers are configured from the same fields.
pub(crate) struct Setup {
    pub(crate) name: &'static str,
    pub(crate) spec: PolicySpec,
}

impl Setup {
    pub(crate) fn policy(&self) -> &'static Policy {
        self.spec.validate().unwrap_or_else(|issues| panic!("{}: {issues}", self.name)).leak(self.name)
    }

    /// Whatever the policy is, it is the same answer that a guard inside or outside makes: one policy is enough.
    pub(crate) fn guards(&self) -> &'static [Guard] {
        if self.name == "listed" { &[Guard::Nowhere, Guard::Inside, Guard::Outside] } else { &[Guard::Nowhere] }
    }

    pub(crate) fn origins(&self) -> &[String] {
        self.spec.origins.as_deref().expect("every policy here has origins")
    }

    pub(crate) fn allow_headers(&self) -> &[String] {
        self.spec.allow_headers.as_deref().unwrap_or_default()
    }

    pub(crate) fn expose_headers(&self) -> &[String] {
        self.spec.expose_headers.as_deref().unwrap_or_default()
    }
}

pub(crate) const MAX_AGE: u64 = 600;

pub(crate) fn setups() -> [Setup; 4] {
    let texts = |texts: &[&str]| Some(texts.iter().map(ToString::to_string).collect());
    [
        Setup {
            name: "listed",
            spec: PolicySpec {
                origins: texts(&["https://app.example.com", "https://admin.example.com:8443"]),
                credentials: true,
                allow_headers: texts(&["content-type", "authorization"]),
                expose_headers: texts(&["x-total-count"]),
                max_age: Some(MaxAgeSpec::Seconds(MAX_AGE)),
                ..PolicySpec::default()
            },
        },
        Setup {
            name: "bare",
            spec: PolicySpec { origins: texts(&["https://app.example.com"]), ..PolicySpec::default() },
        },
        Setup {
            name: "public",
            spec: PolicySpec {
                origins: texts(&["*"]),
                allow_headers: texts(&["*", "authorization"]),
                expose_headers: texts(&["*"]),
                ..PolicySpec::default()
            },
        },
        Setup {
            name: "partners",
            spec: PolicySpec {
                origins: texts(&["https://*.partner.example"]),
                credentials: true,
                allow_headers: texts(&["content-type"]),
                ..PolicySpec::default()
            },
        },
    ]
}

/// A careful predicate in place of a sub-domain pattern: it compares the scheme and the dot.
pub(crate) fn is_partner(origin: &[u8]) -> bool {
    origin.starts_with(b"https://") && origin.ends_with(b".partner.example")
}

/// Where something stands that refuses every request that reaches it, as authentication does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    Nowhere,
    Inside,
    Outside,
}

/// A path and the methods of its handlers.
pub(crate) const ROUTES: [(&str, &[&str]); 5] = [
    ("/items", &["GET", "POST", "PUT"]),
    ("/fails", &["GET"]),
    ("/own-headers", &["GET"]),
    ("/varies", &["GET"]),
    ("/options", &["GET", "OPTIONS"]),
];

/// A path without a handler.
pub(crate) const UNKNOWN: &str = "/unknown";

/// What the peers are told to allow: all methods of all routes.
pub(crate) const METHODS: [&str; 4] = ["GET", "POST", "PUT", "OPTIONS"];

/// What the handler of a path answers.
pub(crate) fn handled(path: &str) -> (u16, &'static [(&'static str, &'static str)]) {
    match path {
        "/items" => (200, &[("x-total-count", "2"), ("etag", "\"1\"")]),
        "/fails" => (500, &[("x-total-count", "0")]),
        "/own-headers" => (
            200,
            &[
                ("access-control-allow-origin", "https://evil.test"),
                ("access-control-allow-credentials", "true"),
                ("access-control-expose-headers", "etag"),
                ("access-control-max-age", "5"),
                ("etag", "\"2\""),
            ],
        ),
        "/varies" => (200, &[("vary", "accept-encoding"), ("vary", "accept-language")]),
        _ => (200, &[]),
    }
}
