//! The inventory of a router.

use cors_core::{Behind, HostList, Inventory, InventoryRow, Policy, RowKind, Serving};

use crate::{
    builder::{method_router::MountedHandler, router::CorsRouter},
    routing::policy_table::PolicyTable,
    routing::{
        endpoints::{Endpoint, Kind, Row},
        probe::Probe,
    },
};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    #[doc = include_str!("../../docs/inventory.md")]
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        let mut endpoints = self.endpoints.clone();
        endpoints.restrict(&self.hosts);
        let endpoints = endpoints.finish();
        let table = PolicyTable::of(&endpoints);
        let probes: Vec<&Probe> = endpoints.iter().filter_map(Endpoint::probe).collect();
        let mut rows: Vec<InventoryRow> = Vec::new();
        for endpoint in &endpoints {
            let mut new = rows_of(endpoint, &table, &probes);
            new = new.into_iter().map(|row| under(row, &endpoint.hosts)).collect();
            new.retain(|row| !rows.contains(row));
            rows.extend(new);
        }
        let shared = table.patterns().flat_map(|pattern| rows_without_policy(pattern, &table, &probes));
        let fallbacks = self.fallbacks.iter().map(|prefix| InventoryRow::new(prefix, RowKind::Fallback, None, None));
        let rest = shared.chain(fallbacks).map(|row| under(row, &self.hosts));
        rows.into_iter().chain(rest).collect()
    }
}

fn under(row: InventoryRow, hosts: &[HostList]) -> InventoryRow {
    hosts.iter().fold(row, |row, hosts| row.under(*hosts))
}

fn rows_of<S>(endpoint: &Endpoint<S>, table: &PolicyTable, probes: &[&Probe]) -> Vec<InventoryRow> {
    let Some(Row { pattern, kind, service }) = &endpoint.row else { return Vec::new() };
    let Kind::Handler(MountedHandler { methods, policy, name }, _) = &endpoint.kind else {
        // The rows of a shared path are those of its methods.
        let is_shared = *kind == RowKind::Route && table.policies(pattern).is_some();
        let row = InventoryRow::new(pattern, *kind, None, None).handled_by(service);
        return if is_shared { Vec::new() } else { vec![row] };
    };
    let row = |method: Option<&str>| {
        let row = InventoryRow::new(pattern, *kind, method, Some(policy)).handled_by(name);
        with_path(row, policy, &endpoint.pattern, table, probes)
    };
    match methods {
        Some(methods) => methods.iter().map(|method| row(Some(method))).collect(),
        None => vec![row(None)],
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
