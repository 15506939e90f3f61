//! The rows of an inventory that serve a method.

use cors_core::{InventoryPolicy, InventoryRow};

use super::{hosts::Hosts, readers::Readers};

/// A row, as it serves requests with a method.
#[derive(Debug, Clone)]
pub(crate) struct Served<'r> {
    pub(crate) row: &'r InventoryRow,
    /// The method is none of `methods`: the policy refuses what it refuses, and allows nothing.
    is_outside: bool,
}

/// The rows that serve `method` among those of a pattern, in the order of their guards; `None`: every method that no row names.
///
/// As `PathPolicies` of the core finds them: a row of the method, that of `GET` for `HEAD`, then a row for any method.
pub(crate) fn serving<'r>(rows: &[&'r InventoryRow], method: Option<&str>) -> Vec<Served<'r>> {
    let within = |row: &&'r InventoryRow| Served { row, is_outside: false };
    let any = || rows.iter().filter(|row| row.method.is_none());
    let narrowed = |row: &&&InventoryRow, method: &str| {
        let methods = row.policy.as_ref().and_then(|policy| policy.methods.as_ref());
        methods.is_some_and(|methods| methods.iter().any(|own| own == method))
    };
    if let Some(method) = method {
        // HEAD has the policy of GET.
        let names = if method == "HEAD" { &["HEAD", "GET"][..] } else { std::slice::from_ref(&method) };
        for name in names {
            let named: Vec<_> = rows.iter().filter(|row| row.method.as_deref() == Some(name)).map(within).collect();
            if !named.is_empty() {
                return named;
            }
        }
        for name in names {
            let named: Vec<_> = any().filter(|row| narrowed(row, name)).map(within).collect();
            if !named.is_empty() {
                return named;
            }
        }
    }
    let is_narrowed = |row: &InventoryRow| row.policy.as_ref().is_some_and(|policy| policy.methods.is_some());
    any().map(|row| Served { row, is_outside: is_narrowed(row) }).collect()
}

impl Served<'_> {
    fn policy(&self) -> Option<&InventoryPolicy> {
        self.row.policy.as_ref()
    }

    /// The policy, if it allows anything for the method.
    pub(crate) fn allowing(&self) -> Option<&InventoryPolicy> {
        self.policy().filter(|_| !self.is_outside)
    }

    /// The origins that may read.
    pub(crate) fn readers(&self) -> Readers {
        self.allowing().map(Readers::of).unwrap_or_default()
    }

    /// Returns whether requests are refused that the policy does not trust.
    pub(crate) fn is_enforced(&self) -> bool {
        self.policy().is_some_and(|policy| policy.enforce)
    }

    /// The hosts under which it may be asked.
    pub(crate) fn hosts(&self) -> Hosts {
        let own = self.policy().map(|policy| policy.hosts.as_slice());
        Hosts::of(own.into_iter().chain(self.row.router_hosts.iter().map(Vec::as_slice)))
    }

    /// The state of the route, in words.
    pub(crate) fn state(&self) -> &'static str {
        match self.policy() {
            None => "served, without CORS",
            Some(_) if self.readers().is_empty() => "served, for its own pages only",
            Some(_) => "served, with a policy",
        }
    }
}
