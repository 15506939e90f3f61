//! Public suffixes: the domains under which anybody can register a name.

#[cfg(feature = "public-suffix")]
pub(crate) use cors_public_suffixes::is_public_suffix;

/// Without the list only what every list has in common is known: a single label is a suffix.
#[cfg(not(feature = "public-suffix"))]
pub(crate) fn is_public_suffix(domain: &str) -> bool {
    !domain.strip_suffix('.').unwrap_or(domain).contains('.')
}
