//! Path patterns, joined and nested as in axum.

use axum::Router;

/// Creates a router without routes. Its checks are off, as they have run at the line of the caller.
pub(crate) fn empty<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new().without_v07_checks()
}

/// The pattern below the prefix in axum's `nest_service`. axum hides parameters of this name from extractors, and patterns that end
/// in it from `MatchedPath`; a test compares with axum's own `nest_service`.
pub(crate) const NESTED: &str = "/{*__private__axum_nest_tail_param}";

/// Returns the patterns of axum's `nest_service`, each with the prefix that is stripped off.
pub(crate) fn nested_patterns(prefix: &str) -> Vec<(String, &'static str)> {
    let mut patterns = vec![(prefix.to_owned(), NESTED), (prefix.to_owned(), "/")];
    if !prefix.ends_with('/') {
        patterns.push((format!("{prefix}/"), "/"));
    }
    patterns
}

/// Joins the pattern of a nested route as axum does.
pub(crate) fn join(prefix: &str, pattern: &str) -> String {
    match (prefix.ends_with('/'), pattern) {
        (true, pattern) => format!("{prefix}{}", pattern.trim_start_matches('/')),
        (false, "/") => prefix.to_owned(),
        (false, pattern) => format!("{prefix}{pattern}"),
    }
}
