//! The answer to a request.

use std::collections::BTreeMap;

use http::{HeaderMap, Response};

/// The lines of the headers that CORS decides about, by name, in the order of the response.
pub type CorsLines = BTreeMap<String, Vec<String>>;

/// Every `Access-Control-*`, `Vary` and `Cache-Control` line.
pub fn cors_lines(headers: &HeaderMap) -> CorsLines {
    let mut lines = CorsLines::new();
    for (name, value) in headers {
        let name = name.as_str();
        if name.starts_with("access-control-") || matches!(name, "vary" | "cache-control") {
            lines.entry(name.to_owned()).or_default().push(value.to_str().expect("text").to_owned());
        }
    }
    lines
}

/// Every `Access-Control-*`, `Vary` and `Cache-Control` line as `name: value`, sorted by name.
pub fn lines(headers: &HeaderMap) -> Vec<String> {
    let lines = cors_lines(headers).into_iter();
    lines.flat_map(|(name, values)| values.into_iter().map(move |value| format!("{name}: {value}"))).collect()
}

/// A whole response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl From<Response<Vec<u8>>> for Answer {
    fn from(response: Response<Vec<u8>>) -> Self {
        let (head, body) = response.into_parts();
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: head.status.as_u16(), headers: head.headers, body }
    }
}

impl Answer {
    /// The first line of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("text"))
    }

    /// `Access-Control-Allow-Origin`: the origin that may read the answer, or `*`.
    pub fn allowed_origin(&self) -> Option<&str> {
        self.header("access-control-allow-origin")
    }

    /// Every `Access-Control-*`, `Vary` and `Cache-Control` line.
    pub fn cors_lines(&self) -> CorsLines {
        cors_lines(&self.headers)
    }

    /// Every `Access-Control-*`, `Vary` and `Cache-Control` line as `name: value`, sorted by name.
    pub fn lines(&self) -> Vec<String> {
        lines(&self.headers)
    }

    /// The names of its `Access-Control-*` headers.
    pub fn access_control(&self) -> Vec<&str> {
        self.headers.keys().map(|name| name.as_str()).filter(|name| name.starts_with("access-control-")).collect()
    }

    /// `status origin`, or `status none` without `Access-Control-Allow-Origin`.
    pub fn outcome(&self) -> String {
        format!("{} {}", self.status, self.allowed_origin().unwrap_or("none"))
    }

    /// The [outcome](Self::outcome), and the reason code where the body has one.
    pub fn summary(&self) -> String {
        let reason = self.body.rsplit_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(reason, _)| reason);
        match reason {
            Some(reason) => format!("{} {reason}", self.outcome()),
            None => self.outcome(),
        }
    }

    /// The body of a denial names the reason in debug builds, and is empty in release builds.
    pub fn assert_denied_because(&self, reason: &str) {
        if cfg!(debug_assertions) {
            assert!(self.body.contains(&format!("[{reason}]")), "{reason}: {self:?}");
        } else {
            assert_eq!(self.body, "", "{reason}: {self:?}");
        }
    }
}
