//! Requests from bytes: every line is one that is likely to matter, or whatever the bytes are.

use std::fmt;

use arbitrary::{Result, Unstructured};
use cors_browser::SentRequest;
use http::{HeaderValue, Method, Request};

use super::{
    super::origin::WORDS,
    apps::{ROUTES, Route},
};

pub(super) struct Asked {
    pub(super) method: String,
    pub(super) path: &'static str,
    pub(super) origin: Vec<Vec<u8>>,
    for_method: Vec<Vec<u8>>,
    for_headers: Vec<Vec<u8>>,
    pub(super) credentials: bool,
}

const PATHS: [&str; 7] = ["/listed", "/partners", "/public", "/closed", "/enforced", "/plain", "/unknown"];
const METHODS: [&str; 10] = ["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND", "CONNECT"];
const ORIGINS: [&str; 8] = [
    "https://app.example.com",
    "https://shop.partner.example",
    "https://a.b.partner.example:8443",
    "https://partner.example",
    "https://evil.test",
    "null",
    "https://app.example.com.",
    "http://app.example.com",
];
const NAMES: [&str; 9] = [
    "content-type",
    "authorization",
    "Content-Type",
    "x-unlisted",
    "*",
    "",
    "content-type,authorization",
    "authorization, x-unlisted",
    ", ,content-type",
];

impl Asked {
    pub(super) fn new(bytes: &mut Unstructured<'_>) -> Result<Self> {
        let path = *bytes.choose(&PATHS)?;
        let preflight = bytes.ratio(2, 3)?;
        let method = if preflight { "OPTIONS" } else { *bytes.choose(&METHODS)? }.to_owned();
        let credentials = bytes.arbitrary()?;
        let origin = lines(bytes, &ORIGINS)?;
        let (mut for_method, mut for_headers) = (Vec::new(), Vec::new());
        if preflight {
            for_method = lines(bytes, &METHODS)?;
            for_headers = lines(bytes, &NAMES)?;
        }
        Ok(Asked { method, path, origin, for_method, for_headers, credentials })
    }

    /// `None`: these are no values of headers, which `http` refuses.
    pub(super) fn request(&self) -> Option<Request<&'static str>> {
        let mut request = Request::builder().method(Method::from_bytes(self.method.as_bytes()).ok()?).uri(self.path);
        for (name, lines) in [
            ("origin", &self.origin),
            ("access-control-request-method", &self.for_method),
            ("access-control-request-headers", &self.for_headers),
        ] {
            for line in lines {
                request = request.header(name, HeaderValue::from_bytes(line).ok()?);
            }
        }
        request.body("").ok()
    }

    pub(super) fn route(&self) -> Option<&'static Route> {
        ROUTES.iter().find(|route| route.path == self.path)
    }

    /// The origin, if there is one line of text.
    pub(super) fn sole_origin(&self) -> Option<&str> {
        match self.origin.as_slice() {
            [line] => std::str::from_utf8(line).ok(),
            _ => None,
        }
    }

    pub(super) fn is_about(&self, method: &str) -> bool {
        self.method == method || self.for_method.iter().any(|line| line == method.as_bytes())
    }

    /// What a page would use that had this preflight sent.
    pub(super) fn page_method(&self) -> String {
        let line = self.for_method.first().map_or(self.method.as_bytes(), Vec::as_slice);
        String::from_utf8_lossy(line).into_owned()
    }

    pub(super) fn page_headers(&self) -> impl Iterator<Item = &str> {
        let lines = self.for_headers.iter().filter_map(|line| std::str::from_utf8(line).ok());
        lines.flat_map(|line| line.split(',')).map(str::trim).filter(|name| !name.is_empty())
    }
}

/// Two lines at the most.
fn lines(bytes: &mut Unstructured<'_>, likely: &[&str]) -> Result<Vec<Vec<u8>>> {
    let count = *bytes.choose(&[1, 1, 1, 1, 1, 1, 0, 2])?;
    (0..count).map(|_| line(bytes, likely)).collect()
}

fn line(bytes: &mut Unstructured<'_>, likely: &[&str]) -> Result<Vec<u8>> {
    let whole = *bytes.choose(likely)?;
    Ok(match bytes.int_in_range(0..=7)? {
        // Something of it is something else.
        0 => {
            let at = bytes.int_in_range(0..=whole.len())?;
            let word = *bytes.choose(WORDS)?;
            let rest = if bytes.arbitrary()? { &whole[at..] } else { "" };
            [&whole[..at], word, rest].concat().into_bytes()
        }
        1 => bytes.arbitrary::<Vec<u8>>()?,
        _ => whole.as_bytes().to_vec(),
    })
}

/// What the browser sends, as a request of `http`. What its parser refuses, it sends as nothing at all.
pub(super) fn sent(path: &str, sent: &SentRequest) -> Request<&'static str> {
    let method = Method::from_bytes(sent.method.as_bytes()).unwrap_or(Method::GET);
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in &sent.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            request = request.header(name, value);
        }
    }
    request.body("").expect("a request")
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |lines: &[Vec<u8>]| lines.iter().map(|line| line.escape_ascii().to_string()).collect::<Vec<_>>();
        write!(f, "{} {} from {:?}", self.method, self.path, text(&self.origin))?;
        write!(f, " for {:?} with {:?}", text(&self.for_method), text(&self.for_headers))
    }
}
