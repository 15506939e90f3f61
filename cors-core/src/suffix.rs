//! Public suffixes: the domains under which anybody can register a name.

/// Whether `domain` is a public suffix (<https://publicsuffix.org>), by its ICANN or its private section.
#[cfg(feature = "public-suffix")]
pub(crate) fn is_public_suffix(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    psl::suffix_str(domain) == Some(domain)
}

/// Without the list only what every list has in common is known: a single label is a suffix.
#[cfg(not(feature = "public-suffix"))]
pub(crate) fn is_public_suffix(domain: &str) -> bool {
    !domain.strip_suffix('.').unwrap_or(domain).contains('.')
}
