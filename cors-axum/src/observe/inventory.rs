//! The inventory of a router.

use cors_core::{Behind, HostList, Inventory, InventoryRow, Policy, RowKind, Serving};

use crate::{
    builder::{method_router::MountedHandler, router::CorsRouter},
    routing::policy_table::PolicyTable,
    routing::{
        endpoints::{Endpoint, Kind, Row},
        fallbacks::Fallback,
        probe::Probe,
    },
};

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/inventory.md")]
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        let CorsRouter { endpoints, fallbacks, .. } = self.clone().settled();
        let endpoints = endpoints.finish();
        let table = PolicyTable::of(&endpoints);
        let probes: Vec<&Probe> = endpoints.iter().filter_map(Endpoint::probe).collect();
        let without_policy = |endpoint: &&Endpoint<S>| matches!(endpoint.kind, Kind::WithoutPolicy(_));
        let without_policy: Vec<&Probe> = endpoints.iter().filter(without_policy).filter_map(Endpoint::probe).collect();
        let mut rows: Vec<InventoryRow> = Vec::new();
        for endpoint in &endpoints {
            let mut new = rows_of(endpoint, &table, &probes);
            new = new.into_iter().map(|row| under(row, &endpoint.hosts)).collect();
            new.retain(|row| !rows.contains(row));
            rows.extend(new);
        }
        let shared = table.patterns().flat_map(|pattern| rows_without_policy(pattern, &table, &without_policy));
        let shared = shared.map(|row| under(row, &self.hosts));
        rows.into_iter().chain(shared).chain(fallbacks.iter().flat_map(rows_of_fallback)).collect()
    }
}

fn under(row: InventoryRow, hosts: &[HostList]) -> InventoryRow {
    hosts.iter().fold(row, |row, hosts| row.under(*hosts))
}

fn rows_of_fallback(Fallback { prefix, handlers, hosts, .. }: &Fallback) -> Vec<InventoryRow> {
    let of_handler = |handler: &MountedHandler| {
        rows_of_handler(handler, |method| InventoryRow::new(prefix, RowKind::Fallback, method, Some(handler.policy)))
    };
    let rows = match handlers.as_slice() {
        [] => vec![InventoryRow::new(prefix, RowKind::Fallback, None, None)],
        handlers => handlers.iter().flat_map(of_handler).collect(),
    };
    rows.into_iter().map(|row| under(row, hosts)).collect()
}

/// One row for each method.
fn rows_of_handler(handler: &MountedHandler, row: impl Fn(Option<&str>) -> InventoryRow) -> Vec<InventoryRow> {
    let complete = |row: InventoryRow| {
        row.handled_by(handler.name).located_at(handler.location).with_policy_from(handler.policy_from)
    };
    match &handler.methods {
        Some(methods) => methods.iter().map(|method| complete(row(Some(method)))).collect(),
        None => vec![complete(row(None))],
    }
}

fn rows_of<S>(endpoint: &Endpoint<S>, table: &PolicyTable, probes: &[&Probe]) -> Vec<InventoryRow> {
    let Some(Row { pattern, kind, service }) = &endpoint.row else { return Vec::new() };
    match &endpoint.kind {
        Kind::Handler(handler, _) => rows_of_handler(handler, |method| {
            let row = InventoryRow::new(pattern, *kind, method, Some(handler.policy));
            with_path(row, handler.policy, &endpoint.pattern, table, probes)
        }),
        Kind::WithPolicy(_, handler, _) => {
            rows_of_handler(handler, |method| InventoryRow::new(pattern, *kind, method, Some(handler.policy)))
        }
        Kind::WithoutPolicy(_) | Kind::MethodNotAllowed { .. } => {
            // The rows of a shared path are those of its methods.
            let is_shared = *kind == RowKind::Route && table.policies(pattern).is_some();
            let row = InventoryRow::new(pattern, *kind, None, None).handled_by(service);
            if is_shared { Vec::new() } else { vec![row] }
        }
    }
}

/// Completes a row with what depends on the other handlers of its path. `pattern`: in the finished router.
fn with_path(
    row: InventoryRow,
    policy: &Policy,
    pattern: &str,
    table: &PolicyTable,
    probes: &[&Probe],
) -> InventoryRow {
    let Some(policies) = table.policies(pattern) else { return row };
    // A router without its state cannot be probed for its methods. It serves none that is named here, or axum would have panicked.
    let is_open = match row.method.as_deref() {
        None => true,
        Some("GET") => policies.serving("HEAD") == Serving::WithoutPolicy,
        Some(_) => false,
    };
    let may_share = probes.iter().any(|probe| probe.methods(pattern).is_err());
    let behind = if is_open && may_share { vec![Behind::WithoutCors] } else { Vec::new() };
    row.behind(behind).cached(policies, policies, policy)
}

/// The rows of handlers without a policy on the path of annotated handlers.
fn rows_without_policy(pattern: &str, table: &PolicyTable, probes: &[&Probe]) -> Vec<InventoryRow> {
    let mut methods = Vec::new();
    let has_any_policy = table.policies(pattern).is_some_and(|policies| policies.policy_of("any other").is_some());
    for probe in probes {
        match probe.methods(pattern) {
            Ok(None) => {}
            Ok(Some(known)) => {
                methods.extend(known.named.into_iter().map(Some));
                methods.extend(known.any.then_some(None));
            }
            Err(_) if has_any_policy || !probe.is_only(pattern) => {}
            Err(_) => methods.push(None),
        }
    }
    methods.sort_unstable();
    methods.dedup();
    methods.into_iter().map(|method| InventoryRow::new(pattern, RowKind::Route, method, None)).collect()
}
