//! The rows that serve a path.

use cors_browser::{Declared, DeclaredPath};
use cors_core::RowKind;

use crate::pattern::path_pattern::PathPattern;

/// The rows that serve a path, and others that it matches.
#[derive(Debug)]
pub(crate) struct FoundPath<'d> {
    pub(crate) path: &'d DeclaredPath,
    /// Routes that match as well, the most specific first.
    pub(crate) others: Vec<&'d DeclaredPath>,
}

/// Finds the rows that serve a path: of routes, then of prefixes, then of fallbacks. The most specific pattern comes first.
///
/// Patterns that are none of axum's or actix-web's match no path.
pub(crate) fn find<'d>(declared: &'d Declared, path: &str) -> Option<FoundPath<'d>> {
    let mut found: Vec<(u8, PathPattern, &DeclaredPath)> = Vec::new();
    for declared in declared.paths() {
        let Ok(pattern) = PathPattern::parse(declared.pattern()) else { continue };
        let (rank, is_match) = match declared.kind() {
            RowKind::Route => (0, pattern.matches(path)),
            RowKind::Nested => (1, pattern.is_prefix_of(path)),
            RowKind::Unlisted => (2, pattern.is_prefix_of(path)),
            _ => (3, pattern.is_prefix_of(path)),
        };
        if is_match {
            found.push((rank, pattern, declared));
        }
    }
    // A longer prefix is more specific than the beginning of it.
    found.sort_by_key(|(rank, pattern, _)| {
        let is_prefix = *rank > 0;
        (*rank, if is_prefix { usize::MAX - pattern.as_str().len() } else { 0 }, pattern.specificity())
    });
    let mut found = found.into_iter();
    let (_, _, path) = found.next()?;
    let others = found.filter(|(rank, ..)| *rank == 0).map(|(_, _, other)| other).collect();
    Some(FoundPath { path, others })
}
