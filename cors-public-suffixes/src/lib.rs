#![doc = include_str!("../README.md")]
#![no_std]

/// The rules of the list in ASCII, one per line, sorted by their labels from the last to the first.
const RULES: &str = include_str!("rules.txt");

/// The label that stands for the `!` of an exception such as `!www.ck`. No domain has it. The exception sorts after its domain.
const EXCEPTION: &str = "!/";

/// Returns whether a domain is a public suffix, by the ICANN or the private section of the list
/// (<https://github.com/publicsuffix/list/wiki/Format#algorithm>). The domain is in ASCII and lower case; a trailing dot makes no
/// difference.
///
/// A single label that is not in the list is a public suffix, because the registration policy below it is unknown.
///
/// ```
/// use cors_public_suffixes::is_public_suffix;
///
/// assert!(is_public_suffix("co.uk"));
/// assert!(is_public_suffix("xn--p1ai."));
/// // `*.ck`, but `!www.ck`.
/// assert!(is_public_suffix("anything.ck"));
/// assert!(!is_public_suffix("www.ck"));
/// assert!(!is_public_suffix("example.com"));
/// ```
#[must_use]
pub fn is_public_suffix(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let Some((_, parent)) = domain.split_once('.') else { return !domain.is_empty() };
    !has_rule(domain.rsplit('.').chain([EXCEPTION]))
        && (has_rule(domain.rsplit('.')) || has_rule(parent.rsplit('.').chain(["*"])))
}

/// Returns the shortest public suffix below a domain, in which `*` stands for any label. The domain is in ASCII and lower case; a
/// trailing dot makes no difference.
///
/// ```
/// use cors_public_suffixes::public_suffix_below;
///
/// assert_eq!(public_suffix_below("github.com"), None);
/// assert_eq!(public_suffix_below("githubusercontent.com"), None);
/// assert_eq!(public_suffix_below("sch.uk."), Some("*.sch.uk"));
/// ```
#[must_use]
pub fn public_suffix_below(domain: &str) -> Option<&'static str> {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let depth = domain.split('.').count();
    rules_from(domain.rsplit('.'))
        .take_while(|rule| labels(rule).take(depth).eq(domain.rsplit('.')))
        .filter(|rule| labels(rule).count() > depth && !rule.starts_with('!'))
        .min_by_key(|rule| (labels(rule).count(), rule.len()))
}

/// Returns whether the list has the rule with these labels, from the last to the first.
fn has_rule<'a>(wanted: impl Iterator<Item = &'a str> + Clone) -> bool {
    rules_from(wanted.clone()).next().is_some_and(|rule| labels(rule).eq(wanted))
}

/// Returns the rules from the first whose labels are not less than these.
fn rules_from<'a>(wanted: impl Iterator<Item = &'a str> + Clone) -> impl Iterator<Item = &'static str> {
    let (mut from, mut to) = (0, RULES.len());
    while from < to {
        // The line that contains the middle.
        let middle = from.midpoint(to);
        let start = RULES.get(..middle).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1).max(from);
        let rule = RULES.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if labels(rule).lt(wanted.clone()) { from = start + rule.len() + 1 } else { to = start }
    }
    RULES.get(from..).unwrap_or_default().lines()
}

/// Returns the labels of a rule, from the last to the first.
fn labels(rule: &str) -> impl Iterator<Item = &str> {
    let (domain, mark) = match rule.strip_prefix('!') {
        Some(domain) => (domain, Some(EXCEPTION)),
        None => (rule, None),
    };
    domain.rsplit('.').chain(mark)
}
