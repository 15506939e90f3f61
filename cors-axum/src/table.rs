//! Which path has which policies.

use std::{collections::HashMap, fmt, sync::Arc};

use axum::extract::{MatchedPath, NestedPath};
use cors_core::PathPolicies;
use http::Extensions;

use crate::{
    response::PathHeaders,
    source::{self, State},
};

/// The policies of every annotated path, by the pattern under which axum knows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    paths: HashMap<String, Path>,
    all_shared: bool,
}

/// What is known of a path.
#[derive(Clone, Default)]
pub(crate) struct Path {
    pub(crate) policies: PathPolicies,
    /// Their headers, once the table is finished.
    pub(crate) headers: PathHeaders,
    /// What its routers were given as their state, for sources of origins.
    pub(crate) states: Vec<State>,
}

impl Path {
    fn merge(&mut self, other: Path) {
        self.policies.merge(other.policies);
        self.states.extend(other.states);
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.policies.fmt(f)
    }
}

impl Table {
    /// Records the policies of a path.
    pub(crate) fn add(&mut self, path: &str, policies: PathPolicies) {
        self.entry(key(path).to_owned()).policies.merge(policies);
    }

    /// Records that handlers without a policy serve a path.
    pub(crate) fn share(&mut self, path: &str) {
        self.entry(key(path).to_owned()).policies.share();
    }

    /// Records that there are routes without a policy whose paths are not known: any path may be one of theirs.
    pub(crate) fn share_all(&mut self) {
        self.all_shared = true;
    }

    /// Keeps a state for the sources of all paths that have none yet.
    pub(crate) fn provide<S: Clone + Send + Sync + 'static>(&mut self, state: &S) {
        let without = |path: &&mut Path| path.states.is_empty() && path.policies.has_sources();
        let mut shared: Option<State> = None;
        for path in self.paths.values_mut().filter(without) {
            path.states.push(shared.get_or_insert_with(|| Arc::new(state.clone())).clone());
        }
    }

    fn entry(&mut self, key: String) -> &mut Path {
        self.paths.entry(key).or_default()
    }

    pub(crate) fn merge(&mut self, other: Table) {
        for (path, policies) in other.paths {
            self.entry(path).merge(policies);
        }
        self.all_shared |= other.all_shared;
    }

    pub(crate) fn nest(&mut self, prefix: &str, nested: Table) {
        for (path, policies) in nested.paths {
            self.entry(join(prefix, &path)).merge(policies);
        }
        self.all_shared |= nested.all_shared;
    }

    /// The table, ready to be asked.
    pub(crate) fn finish(mut self) -> SharedTable {
        if self.all_shared {
            self.paths.values_mut().for_each(|path| path.policies.share());
        }
        self.paths.retain(|_, path| !path.policies.is_empty());
        self.paths.values().flat_map(|path| path.policies.all_sources()).for_each(source::prepare);
        let finished = self.paths.into_iter().map(|(pattern, path)| {
            let headers = PathHeaders::of(&path.policies);
            (pattern, Arc::new(Path { headers, ..path }))
        });
        Arc::new(FinishedTable(finished.collect()))
    }
}

/// A table that is ready to be asked.
#[derive(Debug)]
pub(crate) struct FinishedTable(HashMap<String, Arc<Path>>);

impl FinishedTable {
    /// The policies of the route that axum has chosen for a request.
    pub(crate) fn of(&self, extensions: &Extensions) -> Option<&Arc<Path>> {
        let matched = extensions.get::<MatchedPath>()?.as_str();
        let nested = extensions.get::<NestedPath>().map_or("", NestedPath::as_str);
        self.0.get(key(own_pattern(matched, nested)))
    }
}

/// A path without the slash in front: every path has one, and where routers are nested axum may join two of them.
pub(crate) fn key(path: &str) -> &str {
    path.trim_start_matches('/')
}

/// As axum joins them: one slash at the seam, and none behind a prefix that leads to the root of the nested router.
pub(crate) fn join(prefix: &str, path: &str) -> String {
    let prefix = key(prefix);
    let seam = if prefix.ends_with('/') || path.is_empty() { "" } else { "/" };
    format!("{prefix}{seam}{path}")
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
pub(crate) type SharedTable = Arc<FinishedTable>;

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
