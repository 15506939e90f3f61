//! What an application serves, as people read it.

use std::rc::Rc;

use actix_router::ResourceDef;
use cors_core::{Inventory, InventoryRow, RowKind};

use crate::{
    builder::app::CorsApp,
    routing::{
        reach::{Arrivals, example},
        table::Table,
        tree::{Node, Resource, Scope},
    },
};

impl<T> CorsApp<T> {
    #[doc = include_str!("../../docs/inventory.md")]
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        of(&self.table)
    }
}

/// All rows of an application.
fn of(table: &Table) -> Inventory {
    let root = Under { table, prefix: String::new(), defs: Vec::new(), guarded: false };
    let mut rows = Vec::new();
    root.list(table.nodes(), &mut rows);
    rows.extend(table.has_default().then(|| root.row(RowKind::Fallback)));
    rows.into_iter().collect()
}

/// The place of a list of nodes.
struct Under<'t> {
    table: &'t Table,
    prefix: String,
    /// The patterns of the scopes around them.
    defs: Vec<&'t ResourceDef>,
    /// A scope around them has guards.
    guarded: bool,
}

impl<'t> Under<'t> {
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
            let under = Under {
                table: self.table,
                prefix: self.full(prefix),
                defs: self.defs.iter().copied().chain([&scope.def]).collect(),
                guarded: self.guarded || !scope.guards.is_empty(),
            };
            // Another scope in front of it may be entered instead.
            let path = example(&format!("{}/{{path}}/{{path}}", under.prefix), &under.defs, None);
            let is_entered = |path: String| Arrivals::of(self.table.nodes(), &path).enter(scope);
            if path.is_some_and(|path| !is_entered(path)) {
                continue;
            }
            under.list(&scope.nodes, rows);
            rows.extend(scope.has_default.then(|| under.row(RowKind::Fallback)));
        }
    }

    fn list_resource(&self, resource: &'t Rc<Resource>, rows: &mut Vec<InventoryRow>) {
        if resource.whole {
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

    /// Lists the routes of a resource that are reached. `path`: one that it has; `None`: none is known.
    fn list_routes(
        &self,
        resource: &Rc<Resource>,
        pattern: &str,
        kind: RowKind,
        path: Option<&str>,
        rows: &mut Vec<InventoryRow>,
    ) {
        let arrivals = match path {
            Some(path) => Arrivals::of(self.table.nodes(), path),
            None => Arrivals::only(resource, self.guarded),
        };
        let reached = arrivals.reach(resource, pattern);
        let has_any_policy = reached.iter().any(|reached| reached.method.is_none() && reached.route.policy.is_some());
        for reached in reached {
            let row = InventoryRow::new(pattern, kind, reached.method, reached.route.policy)
                .handled_by(reached.route.handler)
                .guarded(reached.guarded)
                .behind(reached.behind);
            let row = match (reached.route.policy, path) {
                (Some(policy), Some(path)) => {
                    let head = reached.method == Some("HEAD");
                    let policies = arrivals.policies(resource, self.table.has_default(), head);
                    row.cached(&policies, &self.table.policies(path, head), policy)
                }
                // The handler behind it serves what it does not, and says so.
                (None, _) if has_any_policy => continue,
                // Which of them serves which method is known to actix alone.
                (None, _) if rows.contains(&row) => continue,
                _ => row,
            };
            rows.push(row);
        }
    }

    /// A row of something without a policy and without a pattern of its own.
    fn row(&self, kind: RowKind) -> InventoryRow {
        InventoryRow::new(&self.prefix, kind, None, None).guarded(self.guarded)
    }

    /// As actix joins them.
    fn full(&self, pattern: &str) -> String {
        format!("{}{pattern}", self.prefix)
    }
}
