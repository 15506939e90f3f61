//! Origins with a wildcard for sub-domains, the port or the host.

use std::{fmt, ops::Range};

use cors_public_suffixes::{is_public_suffix, public_suffix_below};

use super::{
    error::{OriginProblem, PatternProblem},
    host,
    origin::{Origin, Parts, check_port, check_scheme},
};
use crate::rules::rule::Rule;

/// An element of an allow-list: one origin, or a pattern of origins with a `*`.
///
/// The host may begin with `*.`, which stands for one or more whole labels, never for the bare domain. The port may be `*`, which
/// stands for every port and for none. `*` alone stands for any host of an application's own scheme, without a port:
/// `moz-extension://*`. Browsers know no patterns: the request's `Origin` is matched, then echoed.
///
/// ```
/// use cors_core::OriginPattern;
///
/// let pattern = OriginPattern::parse("https://*.partner.example").unwrap();
/// assert!(pattern.matches("https://a.b.partner.example"));
/// assert!(!pattern.matches("https://partner.example"));
/// assert!(!pattern.matches("https://evilpartner.example"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OriginPattern {
    text: String,
    /// The base of a sub-domain pattern is a public suffix or has one below it, so that names of different owners match.
    public_suffix: bool,
}

/// The reason why a string is not an [`OriginPattern`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PatternError {
    /// Without its `*`, it is not an origin.
    Origin(OriginProblem, Range<usize>),
    /// The `*` is in the wrong place.
    Wildcard(PatternProblem, Range<usize>),
}

impl From<(OriginProblem, Range<usize>)> for PatternError {
    fn from((problem, bytes): (OriginProblem, Range<usize>)) -> Self {
        PatternError::Origin(problem, bytes)
    }
}

impl OriginPattern {
    /// Reads an origin or a pattern.
    ///
    /// # Errors
    ///
    /// The problem with `text`, and the bytes that cause it.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if !text.contains('*') {
            Origin::parse(text)?;
            return Ok(OriginPattern { text: text.to_owned(), public_suffix: false });
        }
        let parts = Parts::of(text)?;
        if let Some(at) = parts.scheme.find('*') {
            return Err(PatternError::Wildcard(PatternProblem::InScheme, at..at + 1));
        }
        check_scheme(parts.scheme)?;
        if parts.host == "*" && !parts.is_web() {
            return match parts.port {
                None => Ok(OriginPattern { text: text.to_owned(), public_suffix: false }),
                Some(_) => Err(PatternError::Wildcard(PatternProblem::AfterAnyHost, parts.port_bytes())),
            };
        }
        let (subdomains, base) = match parts.host.strip_prefix("*.") {
            Some(base) => (true, base),
            None => (false, parts.host),
        };
        let base_start = parts.host.len() - base.len();
        let in_base = |bytes: Range<usize>| parts.in_host(base_start + bytes.start..base_start + bytes.end);
        if let Some(at) = base.find('*') {
            return Err(PatternError::Wildcard(PatternProblem::InHost, in_base(at..at + 1)));
        }
        if let Some(port) = parts.port.filter(|port| port.contains('*') && *port != "*") {
            let bytes = parts.port_bytes();
            return Err(PatternError::Wildcard(PatternProblem::InPort, bytes.end - port.len()..bytes.end));
        }
        // Without its wildcards, it is an origin like any other.
        let port = parts.port.filter(|port| *port != "*").map(|port| format!(":{port}")).unwrap_or_default();
        Origin::parse(&format!("{}://{base}{port}", parts.scheme)).map_err(|(problem, bytes)| {
            let shift = if bytes.start >= parts.in_host(0..0).start { base_start } else { 0 };
            PatternError::Origin(problem, bytes.start + shift..bytes.end + shift)
        })?;
        if subdomains {
            Self::check_base(base, parts.is_web())
                .map_err(|problem| PatternError::Wildcard(problem, parts.in_host(0..parts.host.len())))?;
        }
        Ok(OriginPattern { text: text.to_owned(), public_suffix: subdomains && public_suffix_of(base).is_some() })
    }

    fn check_base(base: &str, web: bool) -> Result<(), PatternProblem> {
        let is_single_label = !base.strip_suffix('.').unwrap_or(base).contains('.');
        // Names below `localhost` belong to one machine.
        let is_localhost = web && host::is_local(base);
        if base.starts_with('[') || (web && host::ends_in_a_number(base)) {
            Err(PatternProblem::BeforeAddress)
        } else if is_single_label && !is_localhost {
            Err(PatternProblem::BeforeSingleLabel)
        } else {
            Ok(())
        }
    }

    /// The pattern as it was written.
    pub const fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Returns whether it has a `*`.
    pub fn is_wildcard(&self) -> bool {
        self.as_str().contains('*')
    }

    /// Returns whether the pattern matches `origin`, the value of an `Origin` header. [`crate::OriginList`] matches a whole list.
    pub fn matches(&self, origin: &str) -> bool {
        if !self.is_wildcard() {
            return self.as_str() == origin;
        }
        let pieces = self.pieces();
        let Some(Parts { scheme, host, port }) = Parts::of_request(origin) else { return false };
        scheme == pieces.scheme
            && is_port(scheme, port)
            && (pieces.port == Some("*") || port == pieces.port)
            && match host.strip_suffix(pieces.base) {
                _ if pieces.is_any_host() => host::check_custom_host(scheme, host).is_ok(),
                Some(labels) if pieces.subdomains => is_labels(labels) && !host::is_too_long(host),
                Some(labels) => labels.is_empty(),
                None => false,
            }
    }

    /// Returns whether the pattern matches sub-domains of a public suffix, which have different owners.
    pub(crate) const fn matches_public_suffix(&self) -> bool {
        self.public_suffix
    }

    /// The base of a sub-domain pattern, if it is a public suffix, or the shortest public suffix below it.
    pub(crate) fn public_suffix(&self) -> Option<&str> {
        let Pieces { base, subdomains, .. } = self.pieces();
        if subdomains { public_suffix_of(base.strip_prefix('.').unwrap_or(base)) } else { None }
    }

    /// Returns whether the pattern breaks a rule about listed origins. Some of these rules apply with `credentials` only.
    pub(crate) fn breaks(&self, rule: Rule) -> bool {
        match rule {
            Rule::LocalhostOrigin => self.pieces().is_localhost(),
            Rule::InsecureOrigin => self.pieces().is_insecure(),
            Rule::PublicSuffixWildcard => self.matches_public_suffix(),
            Rule::AnyInstallation => self.pieces().is_any_host(),
            _ => false,
        }
    }

    pub(crate) fn pieces(&self) -> Pieces<'_> {
        Pieces::of(self.as_str())
    }
}

impl fmt::Display for OriginPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text of a valid pattern, split at its separators.
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'a> {
    pub(crate) scheme: &'a str,
    /// The host; for a sub-domain pattern its part after the `*`, with the dot. `*`: any host.
    pub(crate) base: &'a str,
    pub(crate) subdomains: bool,
    pub(crate) port: Option<&'a str>,
}

impl<'a> Pieces<'a> {
    #[expect(clippy::indexing_slicing, reason = "`get` is not const; the indices come from the text's own length")]
    pub(crate) const fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut colon = 0;
        while colon < bytes.len() && bytes[colon] != b':' {
            colon += 1;
        }
        let (scheme, rest) = text.split_at(colon);
        let authority = if rest.len() >= 3 { rest.split_at(3).1 } else { "" };
        let (subdomains, authority) = match authority.as_bytes() {
            [b'*', b'.', ..] => (true, authority.split_at(1).1),
            _ => (false, authority),
        };
        let bytes = authority.as_bytes();
        let mut end = bytes.len();
        while end > 0 && bytes[end - 1] != b':' && bytes[end - 1] != b']' {
            end -= 1;
        }
        if end > 0 && bytes[end - 1] == b':' {
            Pieces { scheme, base: authority.split_at(end - 1).0, subdomains, port: Some(authority.split_at(end).1) }
        } else {
            Pieces { scheme, base: authority, subdomains, port: None }
        }
    }

    /// True for any host of an application's own scheme.
    pub(crate) fn is_any_host(self) -> bool {
        self.base == "*"
    }

    /// True for `http:`, unless it is the user's own machine: a network attacker can impersonate the origin.
    pub(crate) fn is_insecure(self) -> bool {
        self.scheme == "http" && !host::is_local(self.base)
    }

    /// True for `localhost` and loopback addresses, but not for an application's own scheme, such as `tauri://localhost`.
    pub(crate) fn is_localhost(self) -> bool {
        ["http", "https"].contains(&self.scheme) && host::is_local(self.base)
    }
}

/// The domain itself, if it is a public suffix, or the shortest public suffix below it. Names below `localhost` belong to one machine.
fn public_suffix_of(domain: &str) -> Option<&str> {
    if host::is_local(domain) {
        None
    } else if is_public_suffix(domain) {
        Some(domain)
    } else {
        public_suffix_below(domain)
    }
}

/// Returns whether a `*` before a dot may stand for `labels`. Punycode is not checked: a browser has resolved the name.
pub(crate) fn is_labels(labels: &str) -> bool {
    let is_label = |label: &str| {
        (1..=host::MAX_LABEL).contains(&label.len())
            && !label.contains(|c: char| {
                c.is_ascii_uppercase() || c == '*' || !c.is_ascii() || host::is_forbidden_in_domain(c)
            })
    };
    labels.split('.').all(is_label)
}

/// Returns whether `port` is absent or as browsers write it.
pub(crate) fn is_port(scheme: &str, port: Option<&str>) -> bool {
    port.is_none_or(|port| check_port(scheme, port).is_ok())
}
