//! Finding the request's origin in an allow-list.

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
    kept: Kept,
    /// The rules about credentials have been checked wherever they matter.
    vetted: bool,
}

/// The elements: those without a `*`, and the others, each sorted.
#[derive(Clone)]
enum Kept {
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
    /// The most elements that a list of the running program has.
    pub(crate) const MOST: usize = 0x7FFF;

    /// The empty list, which allows no origin.
    pub const EMPTY: &'static OriginList = &literals(&[], &[], &[]);

    /// A list made at run time. No rule is checked, so that what it finds is no evidence for requests with credentials.
    #[must_use]
    pub fn new(patterns: impl IntoIterator<Item = OriginPattern>) -> Self {
        let mut all: Vec<_> = patterns.into_iter().collect();
        all.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        let (patterns, exact) = all.into_iter().partition(|pattern| pattern.as_str().contains('*'));
        OriginList { kept: Kept::Parsed { exact, patterns }, vetted: false }
    }

    /// The same as evidence for requests with credentials: the rules have been checked.
    #[must_use]
    pub(crate) fn vetted(self) -> Self {
        OriginList { vetted: true, ..self }
    }

    /// A copy that lives as long as the program, as if the macro had written it: for lists whose rules have been checked.
    #[must_use]
    pub(crate) fn leak(&self) -> &'static OriginList {
        let leak = |texts: Vec<&str>| -> &'static [&'static str] {
            texts.into_iter().map(|text| &*Box::leak(Box::<str>::from(text))).collect::<Vec<_>>().leak()
        };
        let Written { exact, patterns, risks } = written(self);
        Box::leak(Box::new(literals(leak(exact), leak(patterns), risks.leak())))
    }

    /// The elements: first those without a `*`, then the others, each in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (texts, parsed): ([&[&str]; 2], [&[OriginPattern]; 2]) = match &self.kept {
            Kept::Literals { exact, patterns, .. } => ([exact, patterns], [&[], &[]]),
            Kept::Parsed { exact, patterns } => ([&[], &[]], [exact, patterns]),
        };
        texts.into_iter().flatten().copied().chain(parsed.into_iter().flatten().map(OriginPattern::as_str))
    }

    /// Whether no origin is allowed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        match &self.kept {
            Kept::Literals { exact, patterns, .. } => exact.is_empty() && patterns.is_empty(),
            Kept::Parsed { exact, patterns } => exact.is_empty() && patterns.is_empty(),
        }
    }

    /// The rules about origins that some element breaks. No override starts from a list that the running program has made.
    pub(crate) const fn risks(&self) -> &[Rule] {
        match &self.kept {
            Kept::Literals { risks, .. } => risks,
            Kept::Parsed { .. } => &[],
        }
    }

    /// Whether an element of this list stands for everything that one of the `others` stands for; in const evaluation.
    #[expect(clippy::indexing_slicing, reason = "`get` is not const; the numbers are below the lengths")]
    pub(crate) const fn covers_some_of(&self, others: &OriginList) -> bool {
        let (Kept::Literals { exact, patterns, .. }, Kept::Literals { exact: others, patterns: more, .. }) =
            (&self.kept, &others.kept)
        else {
            return false;
        };
        let mut number = 0;
        while number < others.len() + more.len() {
            let other = if number < others.len() { others[number] } else { more[number - others.len()] };
            if const_str::is_among(&[other], exact) || cover(patterns, Pieces::of(other)) {
                return true;
            }
            number += 1;
        }
        false
    }

    /// Looks `origin` up, the value of a request's `Origin` header, byte for byte.
    ///
    /// Time grows with the logarithm of the list's length. Nothing is allocated.
    #[must_use]
    pub fn find<'r>(&self, origin: &'r str) -> Option<AllowedOrigin<'r>> {
        self.find_line(origin.as_bytes())
    }

    /// Looks up the line of an `Origin` header, whatever bytes it has.
    #[inline]
    pub(crate) fn find_line<'r>(&self, line: &'r [u8]) -> Option<AllowedOrigin<'r>> {
        let is_allowed = match &self.kept {
            Kept::Literals { exact, patterns, .. } => {
                let listed = exact.binary_search_by(|listed| listed.as_bytes().cmp(line));
                if let Some(listed) = listed.ok().and_then(|at| exact.get(at)) {
                    return Some(allowed_origin::listed(listed, self.vetted));
                }
                fits(patterns, |text| text, line)
            }
            Kept::Parsed { exact, patterns } => {
                exact.binary_search_by(|listed| listed.as_str().as_bytes().cmp(line)).is_ok()
                    || fits(patterns, OriginPattern::as_str, line)
            }
        };
        let origin = is_allowed.then(|| str::from_utf8(line).ok()).flatten()?;
        Some(allowed_origin::matched(origin, self.vetted))
    }
}

/// Whether one of these sorted patterns stands for the line of an `Origin` header.
///
/// A pattern is the scheme, `://`, `*` and a base that begins with a dot, or a whole host; then nothing, a port or `:*`. So the base of
/// a pattern that fits is the line's host from one of its dots on, and what stands in front of that dot has to be labels. Or it is the
/// scheme and `://*`, which fits every host of an application's own scheme.
fn fits<T>(patterns: &[T], text: fn(&T) -> &str, line: &[u8]) -> bool {
    if patterns.is_empty() || line.len() > MAX_ORIGIN {
        return false;
    }
    let Ok(origin) = str::from_utf8(line) else { return false };
    let Some(parts) = Parts::of_request(origin) else { return false };
    let Parts { scheme, host, port } = parts;
    // A request that names a pattern's own `*` asks for nothing that a browser sends.
    if host.contains('*') || is_too_long(host) || !is_port(scheme, port) {
        return false;
    }
    let start = scheme.len() + "://".len();
    let (scheme, rest) = origin.split_at_checked(start).unwrap_or_default();
    let port = rest.get(host.len()..).unwrap_or_default();
    let of_scheme = run(patterns, text, 0, scheme);
    let of_subdomains = run(of_scheme, text, start, "*");
    let mut dots = host.bytes().enumerate().filter(|(_, byte)| *byte == b'.').map(|(at, _)| host.split_at(at));
    let fits_any_host = || {
        let is_listed = !parts.is_web() && is_listed(of_scheme, text, start, "*", port);
        is_listed && check_custom_host(parts.scheme, host).is_ok()
    };
    is_listed(of_scheme, text, start, host, port)
        || fits_any_host()
        || dots.any(|(labels, base)| is_listed(of_subdomains, text, start + 1, base, port) && is_labels(labels))
}

/// Whether one of these sorted patterns is this host behind its first bytes, which are the same in all, and then this port or `:*`.
fn is_listed<T>(patterns: &[T], text: fn(&T) -> &str, behind: usize, host: &str, port: &str) -> bool {
    let of_host = run(patterns, text, behind, host);
    let has = |port: &str| of_host.binary_search_by(|one| rest(one, text, behind + host.len()).cmp(port)).is_ok();
    !of_host.is_empty() && (has(port) || has(":*"))
}

/// Whether one of these sorted patterns stands for everything that `pattern` stands for.
#[expect(clippy::indexing_slicing, reason = "`get` is not const; the number is below the length")]
const fn cover(patterns: &[&str], Pieces { scheme, base, subdomains, port }: Pieces<'_>) -> bool {
    if port.is_none() && const_str::is_among(&[scheme, "://*"], patterns) {
        return true;
    }
    let mut at = 0;
    while at < base.len() {
        let is_dot = base.as_bytes()[at] == b'.';
        // Whatever matches `*.a.example` matches all of its sub-domains.
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

/// Those of the sorted patterns that go on like this behind their first bytes, which are the same in all.
fn run<'p, T>(patterns: &'p [T], text: fn(&T) -> &str, behind: usize, start: &str) -> &'p [T] {
    let from = patterns.partition_point(|one| rest(one, text, behind) < start);
    let patterns = patterns.get(from..).unwrap_or_default();
    let begins = |one: &T| rest(one, text, behind).starts_with(start);
    // Nearly always there is none.
    let to = if patterns.first().is_some_and(begins) { patterns.partition_point(begins) } else { 0 };
    patterns.get(..to).unwrap_or_default()
}

fn rest<T>(one: &T, text: fn(&T) -> &str, behind: usize) -> &str {
    text(one).get(behind..).unwrap_or_default()
}

/// The elements of a list as generated code writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<'a> {
    /// Those without a `*`, sorted.
    pub exact: Vec<&'a str>,
    /// The others, sorted.
    pub patterns: Vec<&'a str>,
    /// The rules about origins that some of them breaks: const evaluation cannot look at thousands of origins for each override.
    pub risks: Vec<Rule>,
}

fn texts(patterns: &[OriginPattern]) -> Vec<&str> {
    patterns.iter().map(OriginPattern::as_str).collect()
}

/// The rules about origins that some of the patterns breaks.
pub(crate) fn risks<'p>(patterns: impl Iterator<Item = &'p OriginPattern> + Clone) -> Vec<Rule> {
    let rules = Rule::ACKNOWLEDGEABLE.iter().copied();
    rules.filter(|rule| patterns.clone().any(|pattern| pattern.breaks(*rule))).collect()
}

/// The elements of a list as generated code writes them.
#[must_use]
pub fn written(list: &OriginList) -> Written<'_> {
    match &list.kept {
        Kept::Literals { exact, patterns, risks } => {
            Written { exact: exact.to_vec(), patterns: patterns.to_vec(), risks: risks.to_vec() }
        }
        Kept::Parsed { exact, patterns } => {
            Written { exact: texts(exact), patterns: texts(patterns), risks: risks(exact.iter().chain(patterns)) }
        }
    }
}

/// A list of literals of the program, as [`written`] has them: the macro has checked the rules.
#[must_use]
pub const fn literals(
    exact: &'static [&'static str],
    patterns: &'static [&'static str],
    risks: &'static [Rule],
) -> OriginList {
    OriginList { kept: Kept::Literals { exact, patterns, risks }, vetted: true }
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
