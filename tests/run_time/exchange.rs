//! Requests, and what is looked at in their answers.

use cors_tests::driver::Driver;
use http::{HeaderMap, HeaderValue, Request};

/// A page that most policies let in.
pub(crate) const APP: &str = "https://app.example.com";
/// A page that nobody lets in.
pub(crate) const EVIL: &str = "https://evil.test";

/// `METHOD /path` and headers.
pub(crate) fn request(line: &str, headers: &[(&'static str, &str)]) -> Request<&'static str> {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    let mut request = Request::new("");
    *request.method_mut() = method.parse().expect("a method");
    *request.uri_mut() = path.parse().expect("a path");
    for (name, value) in headers {
        request.headers_mut().append(*name, HeaderValue::from_bytes(value.as_bytes()).expect("a value"));
    }
    request
}

/// `METHOD /path` from a page.
pub(crate) fn from(line: &str, origin: &str) -> Request<&'static str> {
    request(line, &[("origin", origin), ("host", "api.example.com")])
}

/// The preflight for `METHOD /path` from a page.
pub(crate) fn preflight(line: &str, origin: &str) -> Request<&'static str> {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    request(&format!("OPTIONS {path}"), &[("origin", origin), ("access-control-request-method", method)])
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn line(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("text"))
    }

    /// `status origin`: who may read it; and, where the body says why nobody may, the reason.
    pub(crate) fn in_short(&self) -> String {
        let reader = self.line("access-control-allow-origin").unwrap_or("nobody");
        let reason = self.body.rsplit_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(reason, _)| reason);
        match reason {
            Some(reason) => format!("{} {reader} {reason}", self.status),
            None => format!("{} {reader}", self.status),
        }
    }
}

pub(crate) async fn answer(app: &impl Driver, request: Request<&'static str>) -> Answer {
    let (parts, body) = app.send(request).await.into_parts();
    let body = String::from_utf8_lossy(&body).into_owned();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

/// Every row of a table: a request, and its answer in short.
pub(crate) async fn check(app: &impl Driver, rows: &[(Request<&'static str>, &str)]) {
    for (request, expected) in rows {
        let got = answer(app, request.clone()).await;
        assert_eq!(got.in_short(), *expected, "{request:?}\n{got:?}");
        if got.line("access-control-allow-origin") != Some("*") {
            let vary = got.line("vary").unwrap_or_default();
            assert!(vary.split(", ").any(|name| name == "Origin"), "{request:?}\n{got:?}");
        }
    }
}
