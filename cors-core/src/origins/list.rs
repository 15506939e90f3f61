//! Look-up of a request's origin in an allow-list.

use std::fmt;

use super::allowed_origin::{self, AllowedOrigin};
use crate::{
    rules::rule::Rule,
    syntax::{
        const_str,
        host::{check_custom_host, is_too_long},
        origin::{MAX_ORIGIN, Parts},
        pattern::{OriginPattern, Pieces, is_labels, is_port},
    },
};

/// A validated allow-list, sorted.
///
/// ```
/// use cors_core::{OriginList, OriginPattern};
///
/// let list = OriginList::new([
///     OriginPattern::parse("https://app.example.com").unwrap(),
///     OriginPattern::parse("https://*.partner.example").unwrap(),
/// ]);
/// assert_eq!(list.find("https://a.partner.example").unwrap().as_str(), "https://a.partner.example");
/// assert!(list.find("https://app.example.com.evil.test").is_none());
/// ```
#[derive(Clone)]
pub struct OriginList {
    elements: Elements,
    /// The rules about credentials have been checked, if the list is used with them.
    vetted: bool,
}

/// The origins and the patterns, each sorted.
#[derive(Clone)]
enum Elements {
    /// Literals of the program.
    Literals {
        exact: &'static [&'static str],
        patterns: &'static [&'static str],
        risks: &'static [Rule],
    },
    Parsed {
        exact: Vec<OriginPattern>,
        patterns: Vec<OriginPattern>,
    },
}

impl OriginList {
    /// The maximal length of a list that is made at run time.
    pub(crate) const MOST: usize = 0x7FFF;

    /// The empty list.
    pub const EMPTY: &'static OriginList = &literals(&[], &[], &[]);

    /// Makes a list at run time. No rule is checked, so its proof is not valid for requests with credentials.
    pub fn new(patterns: impl IntoIterator<Item = OriginPattern>) -> Self {
        let mut all: Vec<_> = patterns.into_iter().collect();
        all.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        let (patterns, exact) = all.into_iter().partition(|pattern| pattern.as_str().contains('*'));
        OriginList { elements: Elements::Parsed { exact, patterns }, vetted: false }
    }

    /// Makes its proof valid for requests with credentials: the rules have been checked.
    #[must_use]
    pub(crate) fn vetted(self) -> Self {
        OriginList { vetted: true, ..self }
    }

    /// A copy that lives as long as the program, as the macro writes it. The rules have been checked.
    #[must_use]
    pub(crate) fn leak(&self) -> &'static OriginList {
        let leak = |texts: Vec<&str>| -> &'static [&'static str] {
            texts.into_iter().map(|text| &*Box::leak(Box::<str>::from(text))).collect::<Vec<_>>().leak()
        };
        let Written { exact, patterns, risks } = written(self);
        Box::leak(Box::new(literals(leak(exact), leak(patterns), risks.leak())))
    }

    /// The origins, then the patterns, each in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (texts, parsed): ([&[&str]; 2], [&[OriginPattern]; 2]) = match &self.elements {
            Elements::Literals { exact, patterns, .. } => ([exact, patterns], [&[], &[]]),
            Elements::Parsed { exact, patterns } => ([&[], &[]], [exact, patterns]),
        };
        texts.into_iter().flatten().copied().chain(parsed.into_iter().flatten().map(OriginPattern::as_str))
    }

    /// Returns whether the list has no element.
    pub const fn is_empty(&self) -> bool {
        match &self.elements {
            Elements::Literals { exact, patterns, .. } => exact.is_empty() && patterns.is_empty(),
            Elements::Parsed { exact, patterns } => exact.is_empty() && patterns.is_empty(),
        }
    }

    /// The rules about origins that some element of a literal list breaks.
    pub(crate) const fn risks(&self) -> &[Rule] {
        match &self.elements {
            Elements::Literals { risks, .. } => risks,
            Elements::Parsed { .. } => &[],
        }
    }

    /// Returns whether an element of this literal list matches every origin of an element of the other one; for const evaluation.
    #[expect(clippy::indexing_slicing, reason = "`get` is not const; the indices are below the lengths")]
    pub(crate) const fn covers_some_of(&self, others: &OriginList) -> bool {
        let (Elements::Literals { exact, patterns, .. }, Elements::Literals { exact: others, patterns: more, .. }) =
            (&self.elements, &others.elements)
        else {
            return false;
        };
        let mut index = 0;
        while index < others.len() + more.len() {
            let other = if index < others.len() { others[index] } else { more[index - others.len()] };
            if const_str::is_among(&[other], exact) || cover(patterns, Pieces::of(other)) {
                return true;
            }
            index += 1;
        }
        false
    }

    /// Looks up the value of a request's `Origin` header, byte for byte.
    ///
    /// The time grows with the logarithm of the list's length. Nothing is allocated.
    #[must_use]
    pub fn find<'r>(&self, origin: &'r str) -> Option<AllowedOrigin<'r>> {
        self.find_line(origin.as_bytes())
    }

    #[inline]
    pub(crate) fn find_line<'r>(&self, line: &'r [u8]) -> Option<AllowedOrigin<'r>> {
        let is_allowed = match &self.elements {
            Elements::Literals { exact, patterns, .. } => {
                let listed = exact.binary_search_by(|listed| listed.as_bytes().cmp(line));
                if let Some(listed) = listed.ok().and_then(|at| exact.get(at)) {
                    return Some(allowed_origin::listed(listed, self.vetted));
                }
                match_line(patterns, |text| text, line)
            }
            Elements::Parsed { exact, patterns } => {
                exact.binary_search_by(|listed| listed.as_str().as_bytes().cmp(line)).is_ok()
                    || match_line(patterns, OriginPattern::as_str, line)
            }
        };
        let origin = is_allowed.then(|| str::from_utf8(line).ok()).flatten()?;
        Some(allowed_origin::matched(origin, self.vetted))
    }
}

/// Returns whether one of these sorted patterns matches the line of an `Origin` header.
///
/// A pattern is a scheme, `://`, a whole host or `*` with a base that begins with a dot, then nothing, a port or `:*`. So the base of a
/// matching pattern is the line's host from one of its dots on, with labels before it. Or the pattern is a scheme and `://*`, which
/// matches every host of an application's own scheme.
fn match_line<T>(patterns: &[T], text: fn(&T) -> &str, line: &[u8]) -> bool {
    if patterns.is_empty() || line.len() > MAX_ORIGIN {
        return false;
    }
    let Ok(origin) = str::from_utf8(line) else { return false };
    let Some(parts) = Parts::of_request(origin) else { return false };
    let Parts { scheme, host, port } = parts;
    // Browsers send no `*`, and it must not be equal to that of a pattern.
    if host.contains('*') || is_too_long(host) || !is_port(scheme, port) {
        return false;
    }
    let start = scheme.len() + "://".len();
    let (scheme, rest) = origin.split_at_checked(start).unwrap_or_default();
    let port = rest.get(host.len()..).unwrap_or_default();
    let of_scheme = with_prefix(patterns, text, 0, scheme);
    let of_subdomains = with_prefix(of_scheme, text, start, "*");
    let mut dots = host.bytes().enumerate().filter(|(_, byte)| *byte == b'.').map(|(at, _)| host.split_at(at));
    let matches_any_host = || {
        let is_listed = !parts.is_web() && is_listed(of_scheme, text, start, "*", port);
        is_listed && check_custom_host(parts.scheme, host).is_ok()
    };
    is_listed(of_scheme, text, start, host, port)
        || matches_any_host()
        || dots.any(|(labels, base)| is_listed(of_subdomains, text, start + 1, base, port) && is_labels(labels))
}

/// Returns whether one of these sorted patterns, which have the first `skip` bytes in common, continues with this host and then this
/// port or `:*`.
fn is_listed<T>(patterns: &[T], text: fn(&T) -> &str, skip: usize, host: &str, port: &str) -> bool {
    let of_host = with_prefix(patterns, text, skip, host);
    let has = |port: &str| of_host.binary_search_by(|one| rest(one, text, skip + host.len()).cmp(port)).is_ok();
    !of_host.is_empty() && (has(port) || has(":*"))
}

/// Returns whether one of these sorted patterns matches every origin that the other pattern matches.
#[expect(clippy::indexing_slicing, reason = "`get` is not const; the index is below the length")]
const fn cover(patterns: &[&str], Pieces { scheme, base, subdomains, port }: Pieces<'_>) -> bool {
    if port.is_none() && const_str::is_among(&[scheme, "://*"], patterns) {
        return true;
    }
    let mut at = 0;
    while at < base.len() {
        let is_dot = base.as_bytes()[at] == b'.';
        // A pattern `*.a.example` matches all sub-domains.
        if is_dot || (at == 0 && !subdomains) {
            let start = if is_dot { "*" } else { "" };
            let rest = base.split_at(at).1;
            let same_port = match port {
                Some(port) => const_str::is_among(&[scheme, "://", start, rest, ":", port], patterns),
                None => const_str::is_among(&[scheme, "://", start, rest], patterns),
            };
            if same_port || const_str::is_among(&[scheme, "://", start, rest, ":*"], patterns) {
                return true;
            }
        }
        at += 1;
    }
    false
}

/// Those of the sorted patterns, which have the first `skip` bytes in common, that continue with `prefix`.
fn with_prefix<'p, T>(patterns: &'p [T], text: fn(&T) -> &str, skip: usize, prefix: &str) -> &'p [T] {
    let from = patterns.partition_point(|one| rest(one, text, skip) < prefix);
    let patterns = patterns.get(from..).unwrap_or_default();
    let begins = |one: &T| rest(one, text, skip).starts_with(prefix);
    // Usually there is none.
    let to = if patterns.first().is_some_and(begins) { patterns.partition_point(begins) } else { 0 };
    patterns.get(..to).unwrap_or_default()
}

fn rest<T>(one: &T, text: fn(&T) -> &str, skip: usize) -> &str {
    text(one).get(skip..).unwrap_or_default()
}

/// The elements of a list as generated code writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<'a> {
    /// The elements without a `*`, sorted.
    pub exact: Vec<&'a str>,
    /// The elements with a `*`, sorted.
    pub patterns: Vec<&'a str>,
    /// The rules about origins that some element breaks. Const evaluation cannot check thousands of origins for each override.
    pub risks: Vec<Rule>,
}

/// The rules about origins that some pattern breaks.
pub(crate) fn risks<'p>(patterns: impl Iterator<Item = &'p OriginPattern> + Clone) -> Vec<Rule> {
    let rules = Rule::ACKNOWLEDGEABLE.iter().copied();
    rules.filter(|rule| patterns.clone().any(|pattern| pattern.breaks(*rule))).collect()
}

/// The elements of a list as generated code writes them.
pub fn written(list: &OriginList) -> Written<'_> {
    let texts = |patterns| <[OriginPattern]>::iter(patterns).map(OriginPattern::as_str).collect();
    match &list.elements {
        Elements::Literals { exact, patterns, risks } => {
            Written { exact: exact.to_vec(), patterns: patterns.to_vec(), risks: risks.to_vec() }
        }
        Elements::Parsed { exact, patterns } => {
            Written { exact: texts(exact), patterns: texts(patterns), risks: risks(exact.iter().chain(patterns)) }
        }
    }
}

/// A list of the literals that [`written`] returns. The macro has checked the rules.
pub const fn literals(
    exact: &'static [&'static str],
    patterns: &'static [&'static str],
    risks: &'static [Rule],
) -> OriginList {
    OriginList { elements: Elements::Literals { exact, patterns, risks }, vetted: true }
}

impl FromIterator<OriginPattern> for OriginList {
    fn from_iter<I: IntoIterator<Item = OriginPattern>>(patterns: I) -> Self {
        OriginList::new(patterns)
    }
}

impl PartialEq for OriginList {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for OriginList {}

impl fmt::Debug for OriginList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
