//! What is mounted where, handler by handler: for the table that is asked, and for the inventory that is read.

use cors_core::{Inventory, InventoryRow, Mounted, PathPolicies, Policy, RowKind};

/// The handlers of a path, in the order in which they were mounted.
pub(crate) type Mounts = Vec<Mount>;

/// A handler with its policy.
#[derive(Debug, Clone)]
pub(crate) struct Mount {
    /// `None`: any that no other handler of the path serves.
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) policy: &'static Policy,
}

/// The policies of handlers of one path.
pub(crate) fn policies(mounts: &[Mount]) -> PathPolicies {
    let mut policies = PathPolicies::new();
    for Mount { methods, policy } in mounts {
        policies.mount(methods.as_deref().map_or(Mounted::Any, Mounted::Methods), policy);
    }
    policies
}

/// Everything that a router serves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing(Vec<Listed>);

#[derive(Debug, Clone)]
struct Listed {
    /// As [`key`] has it.
    pattern: String,
    kind: RowKind,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Handler(Mount),
    /// Without CORS, by its name if it has one.
    Plain(&'static str),
}

impl Listing {
    /// Records handlers.
    pub(crate) fn add(&mut self, pattern: &str, kind: RowKind, mounts: Mounts) {
        for mount in mounts {
            self.push(pattern, kind, What::Handler(mount));
        }
    }

    /// Records what has no policy.
    pub(crate) fn add_plain(&mut self, pattern: &str, kind: RowKind, name: &'static str) {
        self.push(pattern, kind, What::Plain(name));
    }

    fn push(&mut self, pattern: &str, kind: RowKind, what: What) {
        self.0.push(Listed { pattern: key(pattern).to_owned(), kind, what });
    }

    /// Records that the router has a fallback, which replaces an earlier one.
    pub(crate) fn set_fallback(&mut self) {
        self.reset_fallback();
        self.add_plain("", RowKind::Fallback, "");
    }

    /// Records that the router has no fallback of its own. Those of nested routers stay.
    pub(crate) fn reset_fallback(&mut self) {
        self.0.retain(|listed| listed.kind != RowKind::Fallback || !listed.pattern.is_empty());
    }

    pub(crate) fn merge(&mut self, other: Listing) {
        self.0.extend(other.0);
    }

    pub(crate) fn nest(&mut self, prefix: &str, nested: Listing) {
        self.0.extend(nested.0.into_iter().map(|listed| Listed { pattern: join(prefix, &listed.pattern), ..listed }));
    }

    pub(crate) fn inventory(&self) -> Inventory {
        self.0.iter().flat_map(Listed::rows).collect()
    }
}

impl Listed {
    fn rows(&self) -> Vec<InventoryRow> {
        let row = |method, policy| InventoryRow::new(&format!("/{}", self.pattern), self.kind, method, policy);
        match &self.what {
            What::Plain(name) => vec![row(None, None).handled_by(name)],
            What::Handler(Mount { methods: None, policy }) => vec![row(None, Some(policy))],
            What::Handler(Mount { methods: Some(methods), policy }) => {
                methods.iter().map(|method| row(Some(method), Some(policy))).collect()
            }
        }
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
