//! The request builder of all tests.

use std::fmt;

use http::{HeaderValue, Method, Request, header::HOST};

use super::Answer;
use crate::driver::Driver;

/// A request of a client. Nothing is tidied up: headers may be missing, malformed or repeated.
#[derive(Clone, Debug)]
pub struct ClientRequest {
    method: Method,
    target: String,
    headers: Vec<(&'static str, HeaderValue)>,
    body: &'static str,
}

/// `METHOD /path`, without `Origin`.
pub fn request(line: &str) -> ClientRequest {
    let (method, target) = line.split_once(' ').expect("`METHOD /path`");
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    ClientRequest { method, target: target.to_owned(), headers: Vec::new(), body: "" }
}

/// `METHOD /path` from a page of this origin.
pub fn from(line: &str, origin: &str) -> ClientRequest {
    request(line).origin(origin)
}

/// The preflight for `METHOD /path` from a page of this origin.
pub fn preflight(line: &str, origin: &str) -> ClientRequest {
    let (method, target) = line.split_once(' ').expect("`METHOD /path`");
    from(&format!("OPTIONS {target}"), origin).header("access-control-request-method", method)
}

impl ClientRequest {
    /// Adds a header line.
    pub fn header(mut self, name: &'static str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name, HeaderValue::from_bytes(value.as_ref()).expect("a header's value")));
        self
    }

    /// Adds header lines.
    pub fn headers(self, lines: &[(&'static str, &str)]) -> Self {
        lines.iter().fold(self, |request, (name, value)| request.header(name, value))
    }

    /// Adds an `Origin` line.
    pub fn origin(self, origin: &str) -> Self {
        self.header("origin", origin)
    }

    /// Adds an `Access-Control-Request-Headers` line.
    pub fn request_headers(self, names: &str) -> Self {
        self.header("access-control-request-headers", names)
    }

    /// Adds a body and its `Content-Type`.
    pub fn body(mut self, content_type: &str, body: &'static str) -> Self {
        self.body = body;
        self.header("content-type", content_type)
    }

    /// Adds a JSON body.
    pub fn json(self, body: &'static str) -> Self {
        self.body("application/json", body)
    }

    /// The request as a driver sends it. Without another one, `Host` is that of [`OWN`](super::OWN).
    pub fn http(&self) -> Request<&'static str> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.target.parse().expect("a path or a URL");
        if !self.headers.iter().any(|(name, _)| HOST == *name) {
            request.headers_mut().append(HOST, HeaderValue::from_static("api.example.com"));
        }
        for (name, value) in &self.headers {
            request.headers_mut().append(*name, value.clone());
        }
        request
    }

    /// Sends the request and receives the whole answer.
    pub async fn send(&self, app: &impl Driver) -> Answer {
        Answer::from(app.send(self.http()).await)
    }
}

impl fmt::Display for ClientRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        self.headers.iter().try_for_each(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            write!(f, ", {name}: {}", value.chars().take(80).collect::<String>())
        })
    }
}
