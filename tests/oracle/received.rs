//! A request as a server reads it, with exactly these headers.

use cors_tests::driver::Driver;
use http::{Request, Response};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// A path, or an absolute URL.
    target: String,
    headers: Vec<(String, String)>,
}

impl Received {
    pub(crate) fn new(method: &str, target: &str, headers: &[(&str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), (*value).to_owned()));
        Received { method: method.to_owned(), target: target.to_owned(), headers: headers.collect() }
    }

    /// The first line of a header.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The authority of an absolute URL, or else `Host`: RFC 9112, section 3.2.2.
    pub(crate) fn authority(&self) -> Option<&str> {
        let of_target = self.target.split_once("://").and_then(|(_, rest)| rest.split('/').next());
        of_target.or_else(|| self.get("host"))
    }

    /// Replaces a header, or removes it.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut other = self.clone();
        other.headers.retain(|(own, _)| own != name);
        other.headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        other
    }

    pub(crate) async fn send(&self, app: &impl Driver) -> Response<Vec<u8>> {
        let request = Request::builder().method(self.method.as_str()).uri(&self.target);
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        app.send(request.body("").expect("a request")).await
    }
}
