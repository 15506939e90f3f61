//! The inventory of an application.

use std::rc::Rc;

use actix_router::ResourceDef;
use cors_core::{__private::PolicyParts, Inventory, InventoryRow, Policy, RowKind};

use crate::{
    builder::app::CorsApp,
    routing::{
        policy_table::PolicyTable,
        reachable::{Matches, example},
        tree::{DefaultNode, Node, Resource, Scope},
    },
};

impl<T, D> CorsApp<T, D> {
    #[doc = include_str!("../../docs/inventory.md")]
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        let table = &self.table;
        let root = Level { table, prefix: String::new(), defs: Vec::new(), is_guarded: false };
        let mut rows = Vec::new();
        root.list(table.nodes(), &mut rows);
        root.list_default(table.default_service(), &mut rows);
        let under_all = |row| table.hosts().iter().fold(row, |row: InventoryRow, hosts| row.under(*hosts));
        rows.into_iter().map(under_all).collect()
    }
}

/// The policy of an application that is off.
fn closed(policy: &Policy) -> Policy {
    PolicyParts::of(policy).closed().policy()
}

/// A level of the tree: the application or a scope.
struct Level<'t> {
    table: &'t PolicyTable,
    prefix: String,
    /// The patterns of the scope and of the scopes around it.
    defs: Vec<&'t ResourceDef>,
    /// One of these scopes has guards.
    is_guarded: bool,
}

impl<'t> Level<'t> {
    fn list(&self, nodes: &'t [Node], rows: &mut Vec<InventoryRow>) {
        for node in nodes {
            match node {
                Node::Resource(resource) => self.list_resource(resource, rows),
                Node::Scope(scope) => self.list_scope(scope, rows),
                Node::Unknown(name) => rows.push(self.row(RowKind::Unlisted).handled_by(name)),
            }
        }
    }

    fn list_scope(&self, scope: &'t Rc<Scope>, rows: &mut Vec<InventoryRow>) {
        for prefix in scope.def.pattern_iter() {
            let inside = Level {
                table: self.table,
                prefix: self.full(prefix),
                defs: self.defs.iter().copied().chain([&scope.def]).collect(),
                is_guarded: self.is_guarded || !scope.guards.is_empty(),
            };
            // Requests may enter another scope in front of it.
            let path = example(&format!("{}/{{path}}/{{path}}", inside.prefix), &inside.defs, None);
            let is_entered = |path: String| Matches::of(self.table.nodes(), &path).enters(scope);
            if path.is_some_and(|path| !is_entered(path)) {
                continue;
            }
            inside.list(&scope.nodes, rows);
            inside.list_default(scope.default_service.as_ref(), rows);
        }
    }

    fn list_default(&self, default: Option<&DefaultNode>, rows: &mut Vec<InventoryRow>) {
        match default {
            None => {}
            Some(DefaultNode::WithoutPolicy) => rows.push(self.row(RowKind::Fallback)),
            Some(DefaultNode::WithPolicy(resource)) => {
                self.list_routes(resource, &self.prefix, RowKind::Fallback, None, rows);
            }
        }
    }

    fn list_resource(&self, resource: &'t Rc<Resource>, rows: &mut Vec<InventoryRow>) {
        if resource.is_catch_all {
            let path = example(&format!("{}/{{path}}", self.prefix), &self.defs, Some(&resource.def));
            self.list_routes(resource, &self.prefix, RowKind::Nested, path.as_deref(), rows);
            return;
        }
        for pattern in resource.def.pattern_iter() {
            let full = self.full(pattern);
            let path = example(&full, &self.defs, Some(&resource.def));
            self.list_routes(resource, &full, RowKind::Route, path.as_deref(), rows);
        }
    }

    /// Lists the reachable routes of a resource. `path`: an example, if one is known.
    fn list_routes(
        &self,
        resource: &Rc<Resource>,
        pattern: &str,
        kind: RowKind,
        path: Option<&str>,
        rows: &mut Vec<InventoryRow>,
    ) {
        let matches = match path {
            Some(path) => Matches::of(self.table.nodes(), path),
            None => Matches::only(resource, self.is_guarded),
        };
        let reachable = matches.routes(resource, pattern);
        let has_any_policy = reachable.iter().any(|one| one.method.is_none() && one.route.policy.is_some());
        for one in reachable {
            let closed = one.route.policy.filter(|_| !self.table.is_enabled()).map(closed);
            let row = InventoryRow::new(pattern, kind, one.method, closed.as_ref().or(one.route.policy))
                .handled_by(one.route.handler)
                .located_at(one.route.location)
                .with_policy_from(one.route.policy_from)
                .guarded(one.is_guarded)
                .behind(one.behind);
            let row = match (one.route.policy, path) {
                (Some(policy), Some(path)) => {
                    let is_head = one.method == Some("HEAD");
                    let policies = matches.policies(resource, self.table.default_service(), is_head);
                    row.cached(&policies, &self.table.policies(path, is_head), policy)
                }
                // The row of the handler behind it mentions it.
                (None, _) if has_any_policy => continue,
                // Its methods are unknown, so one row stands for several routes.
                (None, _) if rows.contains(&row) => continue,
                _ => row,
            };
            rows.push(row);
        }
    }

    /// A row without a policy for the prefix.
    fn row(&self, kind: RowKind) -> InventoryRow {
        InventoryRow::new(&self.prefix, kind, None, None).guarded(self.is_guarded)
    }

    fn full(&self, pattern: &str) -> String {
        format!("{}{pattern}", self.prefix)
    }
}
