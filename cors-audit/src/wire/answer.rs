//! The answer to a request, or the reason why there is none.

use std::{error::Error, fmt};

use cors_browser::SentResponse;
use reqwest::{Version, header::HeaderMap};

/// The head of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Line by line, with the names in lower case. Each character is a byte.
    pub(crate) headers: Vec<(String, String)>,
    /// `HTTP/1.1` or `HTTP/2`.
    pub(crate) protocol: &'static str,
}

impl Answer {
    pub(crate) fn new(status: u16, headers: &HeaderMap, version: Version) -> Self {
        let text = |value: &[u8]| value.iter().map(|byte| char::from(*byte)).collect();
        let headers = headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())));
        let protocol = match version {
            Version::HTTP_2 => "HTTP/2",
            Version::HTTP_10 => "HTTP/1.0",
            _ => "HTTP/1.1",
        };
        Answer { status, headers: headers.collect(), protocol }
    }

    /// The answer for the model browser.
    pub(crate) fn as_sent(&self) -> SentResponse {
        let response = SentResponse::new(self.status);
        self.headers.iter().fold(response, |response, (name, value)| response.header(name, value))
    }

    /// The lines of a header. `name` is in lower case.
    pub(crate) fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The first line of a header.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.lines(name).next()
    }

    /// The elements of a list header, in lower case.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let elements = self.lines(name).flat_map(|line| line.split(','));
        elements.map(|element| element.trim().to_ascii_lowercase()).filter(|element| !element.is_empty()).collect()
    }
}

/// The reason why there is no complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// The name cannot be resolved, or nothing listens.
    Unreachable(String),
    /// There was none within the time.
    TimedOut,
    /// The certificate, or another part of TLS.
    Tls(String),
    /// The connection ended within the head of the answer, or the head is not HTTP.
    Malformed(String),
    /// The connection ended within the body.
    Incomplete,
    /// The request was not sent: too many before it had no answer.
    GivenUp,
    /// The request itself cannot be sent: one of its headers is not a header.
    NotSent(String),
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoAnswer::Unreachable(why) => write!(f, "the server cannot be reached: {why}"),
            NoAnswer::TimedOut => f.write_str("the server did not answer in time (`--timeout`)"),
            NoAnswer::Tls(why) => write!(f, "there is no TLS connection (`--ca-certificate`): {why}"),
            NoAnswer::Malformed(why) => write!(f, "the answer is not HTTP, or it ends too early: {why}"),
            NoAnswer::Incomplete => f.write_str("the connection ended within the body of the answer"),
            NoAnswer::GivenUp => f.write_str("not asked: the requests before had no answer"),
            NoAnswer::NotSent(why) => write!(f, "the request cannot be sent: {why}"),
        }
    }
}

impl Error for NoAnswer {}

impl From<reqwest::Error> for NoAnswer {
    fn from(error: reqwest::Error) -> Self {
        let mut chain: Vec<String> = Vec::new();
        let mut cause = error.source();
        while let Some(inner) = cause {
            chain.push(inner.to_string());
            cause = inner.source();
        }
        let why = chain.last().cloned().unwrap_or_else(|| error.to_string());
        // The cause is hidden in text: reqwest does not tell TLS from TCP.
        let is_tls =
            chain.iter().any(|cause| cause.contains("certificate") || cause.contains("tls") || cause.contains("TLS"));
        if error.is_timeout() {
            NoAnswer::TimedOut
        } else if error.is_builder() {
            NoAnswer::NotSent(why)
        } else if error.is_connect() && is_tls {
            NoAnswer::Tls(why)
        } else if error.is_connect() {
            NoAnswer::Unreachable(why)
        } else {
            NoAnswer::Malformed(why)
        }
    }
}
