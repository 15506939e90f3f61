//! An origin: scheme, host and port, as browsers serialise it.

use std::ops::Range;

use super::{
    error::OriginProblem,
    host::{MAX_HOST, check_custom_host, check_web_host},
};

/// The most bytes that an origin here has: the longest scheme, `://`, the longest host and its trailing dot, `:`, a port.
pub(crate) const MAX_ORIGIN: usize = MAX_SCHEME + 3 + MAX_HOST + 1 + 6;
/// The longest scheme: every registered one is shorter (IANA, "URI schemes").
const MAX_SCHEME: usize = 64;

/// One origin, exactly as a browser sends it in the `Origin` header: `scheme://host[:port]`.
///
/// Every string that the URL standard serialises as an `http` or `https` origin is one, and every one equals its own
/// serialisation, save that names longer than DNS allows are refused and that `*` is kept for patterns. Applications' own
/// schemes (`tauri://localhost`) are origins too.
///
/// Fetch, [`Origin` header](https://fetch.spec.whatwg.org/#origin-header); HTML, "serialization of an origin".
///
/// ```
/// use cors_core::Origin;
///
/// let origin = Origin::parse("https://app.example.com:8443").unwrap();
/// assert_eq!((origin.scheme(), origin.host(), origin.port()), ("https", "app.example.com", Some(8443)));
/// assert!(Origin::parse("https://app.example.com/").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin<'a> {
    parts: Parts<'a>,
    port: Option<u16>,
}

impl<'a> Origin<'a> {
    /// Reads an origin.
    ///
    /// # Errors
    ///
    /// What is wrong with `text`, and with which of its bytes.
    pub fn parse(text: &'a str) -> Result<Self, (OriginProblem, Range<usize>)> {
        let parts = Parts::of(text)?;
        check_scheme(parts.scheme)?;
        if parts.is_web() { check_web_host(parts.host) } else { check_custom_host(parts.scheme, parts.host) }
            .map_err(|(problem, bytes)| (problem, parts.in_host(bytes)))?;
        let port = parts.port.map(|port| check_port(parts.scheme, port)).transpose();
        let port = port.map_err(|problem| (problem, parts.port_bytes()))?;
        Ok(Origin { parts, port })
    }

    pub(crate) fn parts(&self) -> Parts<'a> {
        self.parts
    }

    /// The scheme, without `://`.
    #[must_use]
    pub fn scheme(&self) -> &'a str {
        self.parts.scheme
    }

    /// The host; an IPv6 address keeps its brackets.
    #[must_use]
    pub fn host(&self) -> &'a str {
        self.parts.host
    }

    /// The port, or `None` for the scheme's default.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

/// An origin's text, cut at its separators. Nothing is known about the pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Parts<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) host: &'a str,
    pub(crate) port: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Cuts `text`, and names whatever an origin has no place for.
    pub(crate) fn of(text: &'a str) -> Result<Self, (OriginProblem, Range<usize>)> {
        let is_space = |c: char| c.is_whitespace() || c.is_control();
        if let Some(at) = text.find(is_space) {
            let rest = text.get(at..).unwrap_or_default();
            let len = rest.chars().take_while(|&c| is_space(c)).map(char::len_utf8).sum::<usize>();
            return Err((OriginProblem::WhiteSpace, at..at + len));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Err(match text.split_once(':') {
                Some((scheme, _)) if is_opaque(scheme) => (OriginProblem::OpaqueScheme, 0..scheme.len()),
                _ => (OriginProblem::MissingScheme, 0..text.len()),
            });
        };
        // `blob:https://app.example.com/…`.
        if let Some((outer, _)) = scheme.split_once(':').filter(|(outer, _)| is_opaque(outer)) {
            return Err((OriginProblem::OpaqueScheme, 0..outer.len()));
        }
        let start = scheme.len() + "://".len();
        if let Some(at) = rest.find(['/', '?', '#', '\\']) {
            let tail = rest.get(at..).unwrap_or_default();
            let problem = match tail {
                "/" => OriginProblem::TrailingSlash,
                _ if tail.starts_with('?') => OriginProblem::Query,
                _ if tail.starts_with('#') => OriginProblem::Fragment,
                _ => OriginProblem::Path,
            };
            // `file:///…` has a path as well, but its scheme is what is wrong with it.
            check_scheme(scheme)?;
            return Err((problem, start + at..text.len()));
        }
        if let Some(at) = rest.rfind('@') {
            return Err((OriginProblem::UserInfo, start..start + at + 1));
        }
        let (host, port) = cut_port(rest);
        if let Some(at) = host.find(':').filter(|_| !host.trim_start_matches("*.").starts_with('[')) {
            // An address without its brackets, or a port behind a port.
            let is_address = host.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'*'));
            return Err(match is_address {
                true => (OriginProblem::BadIpv6, start..text.len()),
                false => (OriginProblem::BadPort, start + at..text.len()),
            });
        }
        Ok(Parts { scheme, host, port })
    }

    /// Cuts the `Origin` of a request: no reasons, no allocation, and no more trust than in [`Parts::of`].
    pub(crate) fn of_request(text: &'a str) -> Option<Self> {
        // The first colon is that of the separator, but in what no browser sends.
        let colon = text.bytes().position(|byte| byte == b':')?;
        let (scheme, rest) = match text.split_at(colon) {
            (scheme, rest) if rest.starts_with("://") => (scheme, rest.split_at(3).1),
            _ => text.split_once("://")?,
        };
        let (host, port) = cut_port(rest);
        Some(Parts { scheme, host, port })
    }

    /// Whether the URL standard says how the host is written.
    pub(crate) fn is_web(&self) -> bool {
        matches!(self.scheme, "http" | "https")
    }

    /// Where `bytes` of the host are in the whole.
    pub(crate) fn in_host(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.scheme.len() + "://".len();
        start + bytes.start..start + bytes.end
    }

    /// Where the port and its colon are in the whole.
    pub(crate) fn port_bytes(&self) -> Range<usize> {
        let start = self.scheme.len() + "://".len() + self.host.len();
        start..start + self.port.map_or(0, |port| port.len() + 1)
    }
}

/// Host and port; a colon inside an IPv6 address's brackets is no separator.
fn cut_port(authority: &str) -> (&str, Option<&str>) {
    let colon = authority.bytes().rposition(|byte| byte == b':' || byte == b']');
    match colon.map(|at| authority.split_at(at)) {
        Some((host, port)) if port.starts_with(':') => (host, Some(port.split_at(1).1)),
        _ => (authority, None),
    }
}

pub(crate) fn check_scheme(scheme: &str) -> Result<(), (OriginProblem, Range<usize>)> {
    let all = 0..scheme.len();
    if let Some(at) = scheme.bytes().position(|byte| byte.is_ascii_uppercase()) {
        let len = scheme.bytes().skip(at).take_while(u8::is_ascii_uppercase).count();
        return Err((OriginProblem::UpperCase, at..at + len));
    }
    let is_scheme = scheme.len() <= MAX_SCHEME
        && scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if !is_scheme {
        Err((OriginProblem::BadScheme, all))
    } else if is_opaque(scheme) {
        Err((OriginProblem::OpaqueScheme, all))
    } else if matches!(scheme, "ws" | "wss") {
        Err((OriginProblem::WebSocketScheme, all))
    } else {
        Ok(())
    }
}

/// Schemes whose pages have no origin of their own. Browsers send `null` for `file` and `data`, and for the others the origin of the page
/// that made them (HTML, "origin"; observed in three engines). Cordova and old versions of Electron send `file://` for every file.
fn is_opaque(scheme: &str) -> bool {
    matches!(scheme, "file" | "data" | "blob" | "about" | "javascript")
}

pub(crate) fn check_port(scheme: &str, port: &str) -> Result<u16, OriginProblem> {
    if port.is_empty() {
        return Err(OriginProblem::EmptyPort);
    }
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(OriginProblem::BadPort);
    }
    if port.len() > 1 && port.starts_with('0') {
        return Err(OriginProblem::PortLeadingZero);
    }
    let number = port.parse::<u16>().map_err(|_| OriginProblem::PortOutOfRange)?;
    if default_port(scheme) == Some(number) { Err(OriginProblem::DefaultPort) } else { Ok(number) }
}

/// The port that browsers leave out of an origin (URL standard, "special scheme").
pub(crate) fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        "ftp" => Some(21),
        _ => None,
    }
}
