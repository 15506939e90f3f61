//! The policies of one pattern.

use cors_core::{HostList, InventoryRow, PathPolicies, RowKind};

use crate::{explain::explain_under, explanation::steps::Explanation, page::page_request::PageRequest};

/// The rows of an inventory that share a pattern, and their policies.
#[derive(Debug, Clone)]
pub struct DeclaredPath {
    pub(super) rows: Vec<InventoryRow>,
    pub(super) policies: PathPolicies,
    /// A request has to name a host of each list.
    pub(super) hosts: Vec<HostList>,
}

impl DeclaredPath {
    /// The pattern, in the framework's syntax. If the kind is not a route: its prefix, or `/`.
    #[must_use]
    pub fn pattern(&self) -> &str {
        self.rows.first().map_or("/", |row| &row.pattern)
    }

    /// The kind of the rows.
    #[must_use]
    pub fn kind(&self) -> RowKind {
        self.rows.first().map_or(RowKind::Route, |row| row.kind)
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[InventoryRow] {
        &self.rows
    }

    /// The policies of the rows, by method.
    #[must_use]
    pub fn policies(&self) -> &PathPolicies {
        &self.policies
    }

    /// Returns whether the rows do not tell which handler serves a request: guards decide, or a handler of another row may come first.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.rows.iter().any(|row| row.guarded || !row.behind.is_empty())
    }

    /// Explains a request to these policies, as [`Explain`](crate::Explain) does.
    ///
    /// ```
    /// use cors_browser::{Declared, DeclaredOptions, PageRequest};
    /// use cors_core::{Inventory, InventoryRow, Policy, RowKind};
    ///
    /// let rows = [InventoryRow::new("/users", RowKind::Route, Some("GET"), Some(&Policy::SAME_ORIGIN))];
    /// let declared = Declared::new(&Inventory::from_iter(rows), DeclaredOptions::default()).unwrap();
    /// let explanation = declared.paths()[0].explain(&PageRequest::new("https://stranger.example", "GET"));
    /// assert!(!explanation.is_readable());
    /// ```
    #[must_use]
    pub fn explain(&self, request: &PageRequest) -> Explanation {
        explain_under(&self.hosts, &self.policies, request)
    }
}
