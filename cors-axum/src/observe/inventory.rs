//! The inventory of a router.

use cors_core::{Behind, Inventory, InventoryRow, Policy, RowKind, Serving};

use crate::{
    builder::{method_router::MountedHandler, router::CorsRouter},
    middleware::policy_table::Table,
    routing::{
        endpoints::{Endpoint, Kind, Row},
        foreign::Foreign,
    },
};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/inventory.md")]
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        let endpoints = self.endpoints.clone().finish();
        let table = Table::of(&endpoints);
        let foreign: Vec<&Foreign> = endpoints.iter().filter_map(Endpoint::foreign).collect();
        let mut rows: Vec<InventoryRow> = Vec::new();
        for endpoint in &endpoints {
            rows.extend(
                self::rows(endpoint, &table, &foreign)
                    .into_iter()
                    .filter(|row| !rows.contains(row))
                    .collect::<Vec<_>>(),
            );
        }
        let shared = table.patterns().flat_map(|pattern| beside(pattern, &table, &foreign));
        let fallbacks = self.fallbacks.iter().map(|prefix| InventoryRow::new(prefix, RowKind::Fallback, None, None));
        rows.into_iter().chain(shared).chain(fallbacks).collect()
    }
}

/// The rows of an endpoint.
fn rows<S>(endpoint: &Endpoint<S>, table: &Table, foreign: &[&Foreign]) -> Vec<InventoryRow> {
    let Some(Row { pattern, kind, service }) = &endpoint.row else { return Vec::new() };
    let Kind::Handler(MountedHandler { methods, policy, name }, _) = &endpoint.kind else {
        // Handlers that have a path to themselves serve all of it, with the router's 405.
        let is_shared = *kind == RowKind::Route && table.policies(pattern).is_some();
        let row = InventoryRow::new(pattern, *kind, None, None).handled_by(service);
        return if is_shared { Vec::new() } else { vec![row] };
    };
    let row = |method: Option<&str>| {
        let row = InventoryRow::new(pattern, *kind, method, Some(policy)).handled_by(name);
        within(row, policy, &endpoint.pattern, table, foreign)
    };
    match methods {
        Some(methods) => methods.iter().map(|method| row(Some(method))).collect(),
        None => vec![row(None)],
    }
}

/// A row among the others of its path. `pattern`: as the finished router has it.
fn within(row: InventoryRow, policy: &Policy, pattern: &str, table: &Table, foreign: &[&Foreign]) -> InventoryRow {
    let Some(policies) = table.policies(pattern) else { return row };
    // A router that has not got its state cannot be asked which methods it serves. On this path it serves none that is named here.
    let is_open = match row.method.as_deref() {
        None => true,
        Some("GET") => policies.serving("HEAD") == Serving::WithoutPolicy,
        Some(_) => false,
    };
    let may_share = foreign.iter().any(|foreign| foreign.methods(pattern).is_err());
    let behind = if is_open && may_share { vec![Behind::WithoutCors] } else { Vec::new() };
    row.behind(behind).cached(policies, policies, policy)
}

/// The rows of handlers without a policy on the path of annotated ones.
fn beside(pattern: &str, table: &Table, foreign: &[&Foreign]) -> Vec<InventoryRow> {
    let mut methods = Vec::new();
    let has_any_policy = table.policies(pattern).is_some_and(|policies| policies.policy_of("any other").is_some());
    for foreign in foreign {
        match foreign.methods(pattern) {
            Ok(None) => {}
            Ok(Some(known)) => {
                methods.extend(known.named.into_iter().map(Some));
                methods.extend(known.any.then_some(None));
            }
            Err(_) if has_any_policy || !foreign.is_only(pattern) => {}
            Err(_) => methods.push(None),
        }
    }
    methods.sort_unstable();
    methods.dedup();
    methods.into_iter().map(|method| InventoryRow::new(pattern, RowKind::Route, method, None)).collect()
}
