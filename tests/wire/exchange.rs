//! Requests, responses, and what is expected of them.

use std::{collections::BTreeMap, fmt};

use cors_tests::driver::Driver;
use http::{HeaderValue, Method, Request, StatusCode};

/// A page that the policies of the application let in.
pub(crate) const APP: &str = "https://app.example.com";
/// A page that a sub-domain pattern lets in.
pub(crate) const PARTNER: &str = "https://shop.partner.example";
/// A page that only the policy of `DELETE` lets in.
pub(crate) const ADMIN: &str = "https://admin.example.com";
/// A page that nobody lets in.
pub(crate) const EVIL: &str = "https://evil.test";

/// What a preflight's answer depends on.
pub(crate) const VARY: &str = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
/// The same, where the policy is public.
pub(crate) const VARY_PUBLIC: &str = "Access-Control-Request-Method, Access-Control-Request-Headers";

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

/// The preflight for `METHOD /path` from a page.
pub(crate) fn preflight(line: &str, origin: &str) -> Ask {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    ask(&format!("OPTIONS {path}")).from(origin).header("access-control-request-method", method)
}

impl Ask {
    pub(crate) fn header(mut self, name: &'static str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name, HeaderValue::from_bytes(value.as_ref()).expect("a header's value")));
        self
    }

    pub(crate) fn from(self, origin: &str) -> Self {
        self.header("origin", origin)
    }

    pub(crate) fn with_headers(self, names: &str) -> Self {
        self.header("access-control-request-headers", names)
    }

    pub(crate) fn json(mut self, body: &'static str) -> Self {
        self.body = body;
        self.header("content-type", "application/json")
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
        let (parts, body) = app.send(self.request()).await.into_parts();
        let mut cors = BTreeMap::new();
        for (name, value) in &parts.headers {
            let name = name.as_str();
            if name.starts_with("access-control-") || matches!(name, "vary" | "cache-control") {
                cors.entry(name.to_owned()).or_insert_with(Vec::new).push(value.to_str().expect("text").to_owned());
            }
        }
        Answer { status: parts.status, cors, body: String::from_utf8_lossy(&body).into_owned() }
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

/// A response, as far as CORS is concerned: every `Access-Control-*`, `Vary` and `Cache-Control` line, each in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    cors: BTreeMap<String, Vec<String>>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn same_headers(&self, other: &Answer) -> bool {
        self.cors == other.cors
    }

    pub(crate) fn has_no_headers(&self) -> bool {
        self.cors.is_empty()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.cors.get(name).and_then(|lines| lines.first()).map(String::as_str)
    }
}

/// What a response has to be: the status, and exactly these lines.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    status: u16,
    cors: BTreeMap<String, Vec<String>>,
}

/// A response without CORS headers.
pub(crate) fn bare(status: u16) -> Expected {
    Expected { status, cors: BTreeMap::new() }
}

/// The answer to an allowed preflight.
pub(crate) fn granted(origin: &str, methods: &str) -> Expected {
    let expected = bare(204).line("access-control-allow-origin", origin).line("access-control-allow-methods", methods);
    expected.line("vary", if origin == "*" { VARY_PUBLIC } else { VARY })
}

/// The answer to an origin that may use other methods of the path.
pub(crate) fn other_methods(origin: &str, methods: &str) -> Expected {
    bare(204)
        .line("access-control-allow-origin", origin)
        .line("access-control-allow-methods", methods)
        .line("access-control-max-age", "0")
        .line("vary", VARY)
}

/// The answer to a preflight that is not allowed.
pub(crate) fn denied() -> Expected {
    bare(403).line("vary", VARY).line("cache-control", "no-store")
}

/// A response that the page may read.
pub(crate) fn readable(status: u16, origin: &str) -> Expected {
    let expected = bare(status).line("access-control-allow-origin", origin);
    if origin == "*" { expected } else { expected.line("vary", "Origin") }
}

/// A response that the page may not read, from a route whose answer depends on the page.
pub(crate) fn unreadable(status: u16) -> Expected {
    bare(status).line("vary", "Origin")
}

/// The answer to a request that `enforce` refuses.
pub(crate) fn refusal() -> Expected {
    unreadable(403).line("cache-control", "no-store")
}

/// What the policy `Frontend` answers to an allowed preflight.
pub(crate) fn frontend(origin: &str, methods: &str) -> Expected {
    granted(origin, methods).credentials().headers("content-type, authorization").max_age("7200")
}

/// What the policy `Public` answers to a preflight.
pub(crate) fn public(methods: &str) -> Expected {
    granted("*", methods).headers("*, authorization").max_age("600")
}

/// A response that the policy `Frontend` lets the page read.
pub(crate) fn frontend_readable(status: u16, origin: &str) -> Expected {
    readable(status, origin).credentials().exposes("x-total-count")
}

impl Expected {
    pub(crate) fn line(mut self, name: &str, value: &str) -> Self {
        self.cors.entry(name.to_owned()).or_default().push(value.to_owned());
        self
    }

    pub(crate) fn credentials(self) -> Self {
        self.line("access-control-allow-credentials", "true")
    }

    pub(crate) fn headers(self, names: &str) -> Self {
        self.line("access-control-allow-headers", names)
    }

    pub(crate) fn exposes(self, names: &str) -> Self {
        self.line("access-control-expose-headers", names)
    }

    pub(crate) fn max_age(self, seconds: &str) -> Self {
        self.line("access-control-max-age", seconds)
    }

    #[track_caller]
    pub(crate) fn check(&self, row: &str, ask: &Ask, answer: &Answer) {
        let got = (answer.status.as_u16(), &answer.cors);
        assert_eq!(got, (self.status, &self.cors), "{row}\n  {ask}\n  body: {}", answer.body);
    }
}

/// Runs every row of a table against an application.
pub(crate) async fn check(app: &impl Driver, rows: &[(&str, Ask, Expected)]) {
    for (row, ask, expected) in rows {
        expected.check(row, ask, &ask.of(app).await);
    }
}
