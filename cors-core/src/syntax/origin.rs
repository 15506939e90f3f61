//! Origins: scheme, host and port, as browsers serialise them.

use std::ops::Range;

use super::{
    error::OriginProblem,
    host::{MAX_HOST, check_custom_host, check_web_host},
};

/// The length of the longest origin: scheme, `://`, host with a trailing dot, `:` and port.
pub(crate) const MAX_ORIGIN: usize = MAX_SCHEME + 3 + MAX_HOST + 1 + 6;
/// Every registered scheme is shorter (IANA, "URI schemes").
const MAX_SCHEME: usize = 64;

/// An origin exactly as a browser sends it in the `Origin` header: `scheme://host[:port]`.
///
/// These are the serialised `http` and `https` origins of the URL standard, except those with names longer than DNS allows or with
/// `*`, which is reserved for patterns; and the origins of applications' own schemes (`tauri://localhost`).
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
    /// The problem with `text`, and the bytes that cause it.
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
    pub fn scheme(&self) -> &'a str {
        self.parts.scheme
    }

    /// The host; an IPv6 address keeps its brackets.
    pub fn host(&self) -> &'a str {
        self.parts.host
    }

    /// The port, or `None` for the scheme's default.
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

/// The text of an origin, split at its separators. The parts are not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Parts<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) host: &'a str,
    pub(crate) port: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Splits `text`. Fails if it has parts that origins do not have, such as a path.
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
            // `file:///…` has a path as well, but its scheme is the problem.
            check_scheme(scheme)?;
            return Err((problem, start + at..text.len()));
        }
        if let Some(at) = rest.rfind('@') {
            return Err((OriginProblem::UserInfo, start..start + at + 1));
        }
        let (host, port) = split_port(rest);
        if let Some(at) = host.find(':').filter(|_| !host.trim_start_matches("*.").starts_with('[')) {
            // An address without brackets, or two ports.
            let is_address = host.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'*'));
            return Err(match is_address {
                true => (OriginProblem::BadIpv6, start..text.len()),
                false => (OriginProblem::BadPort, start + at..text.len()),
            });
        }
        Ok(Parts { scheme, host, port })
    }

    /// Splits the `Origin` of a request, without checks.
    pub(crate) fn of_request(text: &'a str) -> Option<Self> {
        // In everything that browsers send, the first colon is that of the separator.
        let colon = text.bytes().position(|byte| byte == b':')?;
        let (scheme, rest) = match text.split_at(colon) {
            (scheme, rest) if rest.starts_with("://") => (scheme, rest.split_at(3).1),
            _ => text.split_once("://")?,
        };
        let (host, port) = split_port(rest);
        Some(Parts { scheme, host, port })
    }

    /// Returns whether the URL standard defines the form of the host.
    pub(crate) fn is_web(&self) -> bool {
        matches!(self.scheme, "http" | "https")
    }

    /// The position of `bytes` of the host in the whole text.
    pub(crate) fn in_host(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.scheme.len() + "://".len();
        start + bytes.start..start + bytes.end
    }

    /// The position of the port and its colon in the whole text.
    pub(crate) fn port_bytes(&self) -> Range<usize> {
        let start = self.scheme.len() + "://".len() + self.host.len();
        start..start + self.port.map_or(0, |port| port.len() + 1)
    }
}

/// Splits host and port; colons in the brackets of an IPv6 address do not separate.
fn split_port(authority: &str) -> (&str, Option<&str>) {
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

/// Returns whether pages of a scheme have no origin of their own. Browsers send `null` for `file` and `data`, and for the others the
/// origin of the page that made them (HTML, "origin"; observed in three engines). Cordova and old versions of Electron send `file://`.
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

/// The port that browsers omit (URL standard, "special scheme").
pub(crate) fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" => Some(80),
        "https" => Some(443),
        "ftp" => Some(21),
        _ => None,
    }
}
