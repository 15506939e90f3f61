//! Origins with a wildcard for sub-domains or for the port.

use std::{fmt, ops::Range};

use cors_public_suffixes::{is_public_suffix, public_suffix_below};

use super::{
    error::{OriginProblem, PatternProblem},
    host,
    origin::{Origin, Parts, check_port, check_scheme},
};
use crate::rules::rule::Rule;

/// An element of an allow-list: one origin, or every origin that a `*` stands for.
///
/// The host may begin with `*.`, which stands for one or more whole labels and never for the bare domain. The port may be
/// `*`, which stands for every port and for none. `*` alone stands for any host of an application's own scheme, without a port:
/// `moz-extension://*`. Browsers know none of these: the request's `Origin` is matched, then echoed.
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
    /// The base of a sub-domain pattern is a public suffix, or has one below it, so that names of different owners match. Computed by
    /// `parse`, because the list of suffixes cannot be searched in const evaluation.
    public_suffix: bool,
}

/// Why a string is no [`OriginPattern`]: no origin, or a `*` in the wrong place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PatternError {
    /// The part that is not a `*` is wrong.
    Origin(OriginProblem, Range<usize>),
    /// The `*` is wrong.
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
    /// What is wrong with `text`, and with which of its bytes.
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
        // What is left once the wildcards are taken out is an origin like any other.
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
        // Names under `localhost` are of one machine.
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
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether a `*` stands for sub-domains, hosts or ports.
    #[must_use]
    pub fn is_wildcard(&self) -> bool {
        self.as_str().contains('*')
    }

    /// Whether `origin`, the bytes of an `Origin` header, is one that the pattern stands for.
    ///
    /// This is the definition, one element at a time; [`crate::OriginList`] gives the same answer for a whole list.
    #[must_use]
    pub fn matches(&self, origin: &str) -> bool {
        let pieces = self.pieces();
        let Some(asked) = Parts::of_request(origin) else {
            return false;
        };
        if !self.is_wildcard() {
            return self.as_str() == origin;
        }
        asked.scheme == pieces.scheme
            && is_port(asked.scheme, asked.port)
            && (pieces.port_is_any() || asked.port == pieces.port)
            && match asked.host.strip_suffix(pieces.base) {
                _ if pieces.is_any_host() => host::check_custom_host(asked.scheme, asked.host).is_ok(),
                Some(labels) if pieces.subdomains => is_labels(labels) && !host::is_too_long(asked.host),
                Some(labels) => labels.is_empty(),
                None => false,
            }
    }

    /// Whether the pattern matches sub-domains of a public suffix, which have different owners.
    pub(crate) const fn matches_public_suffix(&self) -> bool {
        self.public_suffix
    }

    /// The public suffix that the base of a sub-domain pattern is, or the shortest one below it.
    pub(crate) fn public_suffix(&self) -> Option<&str> {
        let Pieces { base, subdomains, .. } = self.pieces();
        if subdomains { public_suffix_of(base.strip_prefix('.').unwrap_or(base)) } else { None }
    }

    /// Whether a policy breaks the rule with it, one about the origins that are listed. Some of these matter with `credentials` only.
    pub(crate) fn breaks(&self, rule: Rule) -> bool {
        match rule {
            Rule::LocalhostOrigin => self.pieces().is_localhost(),
            Rule::InsecureOrigin => self.pieces().is_insecure(),
            Rule::PublicSuffixWildcard => self.matches_public_suffix(),
            Rule::AnyInstallation => self.pieces().is_any_host(),
            _ => false,
        }
    }

    /// The text, cut at its separators; in const evaluation too.
    pub(crate) fn pieces(&self) -> Pieces<'_> {
        Pieces::of(self.as_str())
    }
}

impl fmt::Display for OriginPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A valid pattern's text, cut at its separators.
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'a> {
    pub(crate) scheme: &'a str,
    /// The host; for a sub-domain pattern what follows the `*`, its dot included. `*`: any host.
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

    /// Whether it stands for any host of an application's own scheme.
    pub(crate) fn is_any_host(self) -> bool {
        self.base == "*"
    }

    /// `http:`, and not the user's own machine: whoever sits on the network can be that origin.
    pub(crate) fn is_insecure(self) -> bool {
        self.scheme == "http" && !host::is_local(self.base)
    }

    /// `localhost` and loopback addresses over `http` and `https`: an application's own scheme is not the developer's machine.
    pub(crate) fn is_localhost(self) -> bool {
        ["http", "https"].contains(&self.scheme) && host::is_local(self.base)
    }

    pub(crate) fn port_is_any(&self) -> bool {
        self.port == Some("*")
    }
}

/// The domain itself, if it is a public suffix, or the shortest public suffix below it. Names under `localhost` are of one machine.
fn public_suffix_of(domain: &str) -> Option<&str> {
    if host::is_local(domain) {
        None
    } else if is_public_suffix(domain) {
        Some(domain)
    } else {
        public_suffix_below(domain)
    }
}

/// Whether a host as browsers write it may begin with `labels`: what the `*` in front of a dot stands for. Whether a label
/// is good Punycode does not matter here: a browser has looked that name up.
pub(crate) fn is_labels(labels: &str) -> bool {
    let is_label = |label: &str| {
        (1..=host::MAX_LABEL).contains(&label.len())
            && !label.contains(|c: char| {
                c.is_ascii_uppercase() || c == '*' || !c.is_ascii() || host::is_forbidden_in_domain(c)
            })
    };
    labels.split('.').all(is_label)
}

/// Whether `port` is a port as browsers write it, or none.
pub(crate) fn is_port(scheme: &str, port: Option<&str>) -> bool {
    port.is_none_or(|port| check_port(scheme, port).is_ok())
}
