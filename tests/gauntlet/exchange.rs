//! Requests, responses, and what is expected of them.

use std::fmt;

use cors_tests::driver::Driver;
use http::{HeaderMap, HeaderValue, Method, Request};

/// A page that most policies let in.
pub(crate) const APP: &str = "https://app.example.com";
/// A page that other policies let in.
pub(crate) const ADMIN: &str = "https://admin.example.com";
/// A page that a pattern lets in.
pub(crate) const PARTNER: &str = "https://shop.partner.example";
/// A page that nobody lets in.
pub(crate) const EVIL: &str = "https://evil.test";

/// A request, put together by what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    method: Method,
    path: String,
    headers: Vec<(&'static str, HeaderValue)>,
    body: &'static str,
}

/// `METHOD /path`.
pub(crate) fn ask(line: &str) -> Ask {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    Ask { method, path: path.to_owned(), headers: Vec::new(), body: "" }
}

/// `METHOD /path` from a page.
pub(crate) fn from(line: &str, origin: &str) -> Ask {
    ask(line).header("origin", origin)
}

/// The preflight for `METHOD /path` from a page.
pub(crate) fn preflight(line: &str, origin: &str) -> Ask {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    from(&format!("OPTIONS {path}"), origin).header("access-control-request-method", method)
}

impl Ask {
    pub(crate) fn header(mut self, name: &'static str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name, HeaderValue::from_bytes(value.as_ref()).expect("a header's value")));
        self
    }

    pub(crate) fn with_headers(self, names: &str) -> Self {
        self.header("access-control-request-headers", names)
    }

    pub(crate) fn with_body(mut self, kind: &str, body: &'static str) -> Self {
        self.body = body;
        self.header("content-type", kind)
    }

    pub(crate) fn request(&self) -> Request<&'static str> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.path.parse().expect("a path");
        for (name, value) in &self.headers {
            request.headers_mut().append(*name, value.clone());
        }
        request
    }

    pub(crate) async fn of(&self, app: &impl Driver) -> Answer {
        let (head, body) = app.send(self.request()).await.into_parts();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: head.status.as_u16(), lines: lines(&head.headers), body }
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        self.headers.iter().try_for_each(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            write!(f, ", {name}: {}", value.chars().take(80).collect::<String>())
        })
    }
}

/// Every `Access-Control-*`, `Vary` and `Cache-Control` line, sorted by its name.
pub(crate) fn lines(headers: &HeaderMap) -> Vec<String> {
    let is_ours = |name: &str| name.starts_with("access-control-") || matches!(name, "vary" | "cache-control");
    let cors = headers.iter().filter(|(name, _)| is_ours(name.as_str()));
    let mut lines: Vec<_> =
        cors.map(|(name, value)| (name.as_str(), format!("{name}: {}", value.to_str().expect("text")))).collect();
    lines.sort_by_key(|(name, _)| *name);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A response, as far as CORS is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) lines: Vec<String>,
    pub(crate) body: String,
}

/// What a response has to be: the status, and exactly these lines.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    status: u16,
    lines: Vec<String>,
}

/// A response without CORS headers.
pub(crate) fn bare(status: u16) -> Expected {
    Expected { status, lines: Vec::new() }
}

/// The answer to an allowed preflight.
pub(crate) fn granted(origin: &str, methods: &str) -> Expected {
    let vary = if origin == "*" { "" } else { "Origin, " };
    bare(204)
        .and(&format!("access-control-allow-methods: {methods}"))
        .and(&format!("access-control-allow-origin: {origin}"))
        .and(&format!("vary: {vary}Access-Control-Request-Method, Access-Control-Request-Headers"))
}

/// The answer to a page that may use other methods of the path: they are named, and not to be remembered.
pub(crate) fn other_methods(origin: &str, methods: &str) -> Expected {
    granted(origin, methods).and("access-control-max-age: 0")
}

/// The answer to a preflight that is not allowed.
pub(crate) fn denied() -> Expected {
    bare(403)
        .and("cache-control: no-store")
        .and("vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
}

/// A response that the page may read.
pub(crate) fn readable(status: u16, origin: &str) -> Expected {
    let expected = bare(status).and(&format!("access-control-allow-origin: {origin}"));
    if origin == "*" { expected } else { expected.and("vary: Origin") }
}

/// A response that the page may not read, from a route whose answer depends on the page.
pub(crate) fn unreadable(status: u16) -> Expected {
    bare(status).and("vary: Origin")
}

/// The answer to a request that `enforce` refuses.
pub(crate) fn refusal() -> Expected {
    bare(403).and("cache-control: no-store").and("vary: Origin")
}

/// What the policy `Frontend` answers to an allowed preflight.
pub(crate) fn frontend(origin: &str, methods: &str) -> Expected {
    granted(origin, methods).of_frontend("600")
}

/// What the handler at `/forgetful` answers, which overrides `max_age`.
pub(crate) fn forgetful(origin: &str) -> Expected {
    granted(origin, "PUT").of_frontend("60")
}

/// A response that the policy `Frontend` lets the page read.
pub(crate) fn frontend_readable(status: u16, origin: &str) -> Expected {
    readable(status, origin).credentials().and("access-control-expose-headers: x-total-count")
}

impl Expected {
    /// One more line, in its place.
    pub(crate) fn and(mut self, line: &str) -> Self {
        let name = |line: &str| line.split_once(": ").expect("`name: value`").0.to_owned();
        self.lines.push(line.to_owned());
        self.lines.sort_by_key(|line| name(line));
        self
    }

    fn of_frontend(self, max_age: &str) -> Self {
        let max_age = format!("access-control-max-age: {max_age}");
        self.credentials().and("access-control-allow-headers: content-type").and(&max_age)
    }

    pub(crate) fn credentials(self) -> Self {
        self.and("access-control-allow-credentials: true")
    }

    #[track_caller]
    pub(crate) fn check(&self, ask: &Ask, answer: &Answer) {
        let got = (answer.status, &answer.lines);
        assert_eq!(got, (self.status, &self.lines), "{ask}\n  body: {}", answer.body);
    }
}

/// Asks for every row of a table.
pub(crate) async fn check(app: &impl Driver, rows: &[(Ask, Expected)]) {
    for (ask, expected) in rows {
        expected.check(ask, &ask.of(app).await);
    }
}
