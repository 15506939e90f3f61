//! Which path has which policies.

use std::{collections::HashMap, sync::Arc};

use axum::extract::{MatchedPath, NestedPath};
use cors_core::PathPolicies;
use http::Extensions;

/// The policies of every annotated path, by the pattern under which axum knows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    paths: HashMap<String, PathPolicies>,
}

impl Table {
    pub(crate) fn add(&mut self, path: &str, policies: PathPolicies) {
        if !policies.is_empty() {
            self.paths.entry(key(path).to_owned()).or_default().merge(policies);
        }
    }

    pub(crate) fn merge(&mut self, other: Table) {
        for (path, policies) in other.paths {
            self.paths.entry(path).or_default().merge(policies);
        }
    }

    pub(crate) fn nest(&mut self, prefix: &str, nested: Table) {
        // As axum joins them: one slash at the seam, and none behind a prefix that leads to the root of the nested router.
        let prefix = key(prefix);
        for (path, policies) in nested.paths {
            let seam = if prefix.ends_with('/') || path.is_empty() { "" } else { "/" };
            let path = format!("{prefix}{seam}{path}");
            self.paths.entry(path).or_default().merge(policies);
        }
    }

    /// The policies of the route that axum has chosen for a request.
    pub(crate) fn of(&self, extensions: &Extensions) -> Option<&PathPolicies> {
        let matched = extensions.get::<MatchedPath>()?.as_str();
        let nested = extensions.get::<NestedPath>().map_or("", NestedPath::as_str);
        self.paths.get(key(own_pattern(matched, nested)))
    }
}

/// A path without the slash in front: every path has one, and where routers are nested axum may join two of them.
fn key(path: &str) -> &str {
    path.trim_start_matches('/')
}

/// The pattern of this router alone: without the prefixes under which a finished router was nested, and without the pattern of
/// an outer route that hands it everything (a wildcard ends a pattern, so what follows one is ours).
fn own_pattern<'a>(matched: &'a str, nested: &str) -> &'a str {
    let mut own = matched.strip_prefix(nested).unwrap_or(matched);
    while let Some((_, wildcard)) = own.split_once("{*")
        && let Some((_, rest)) = wildcard.split_once("}/")
    {
        own = rest;
    }
    own
}

/// The table, shared by all of a router's services.
pub(crate) type SharedTable = Arc<Table>;

#[cfg(test)]
mod tests {
    use super::own_pattern;

    #[test]
    fn prefixes_of_other_routers_are_no_part_of_a_pattern() {
        for (matched, nested, own) in [
            ("/users", "", "/users"),
            ("/v1/users", "/v1", "/users"),
            ("/v1", "/v1", ""),
            ("/v1/users", "/v1/", "users"),
            ("/{tenant}/v2/users/{id}", "/{tenant}/v2", "/users/{id}"),
            ("/files/{*path}", "", "/files/{*path}"),
            ("/app/{*rest}/app/users", "", "app/users"),
            ("/app/{*rest}/app/files/{*path}", "", "app/files/{*path}"),
        ] {
            assert_eq!(own_pattern(matched, nested), own, "{matched} nested under {nested}");
        }
    }
}
