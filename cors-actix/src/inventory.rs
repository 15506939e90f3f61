//! What an application serves, as people read it.

use std::{collections::HashMap, slice};

use cors_core::{Inventory, InventoryRow, Mounted, PathPolicies, RowKind};

use crate::{
    CorsApp,
    routing::{Methods, Node, Resource, Route},
};

impl<T> CorsApp<T> {
    /// Every route with the policy that is in effect for it, and every route without CORS: [`Inventory`].
    ///
    /// Compare its text with a file in a test, and every change of a policy shows up in review. `dev_origins` are in it in debug
    /// builds only. What was added to the [`App`](actix_web::App) before `with_cors()`, or is added after `finish()`, is not in it.
    ///
    /// ```
    /// use actix_web::{App, get, post, web};
    /// use cors_actix::{WithCors, cors, resource, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"], credentials, max_age = "2h")]
    /// struct Frontend;
    ///
    /// #[cors(policy = Frontend)]
    /// #[get("/users")]
    /// async fn list() -> &'static str { "users" }
    ///
    /// #[cors(policy = Frontend, allow_headers = ["content-type"])]
    /// #[post("/users")]
    /// async fn create() -> &'static str { "created" }
    ///
    /// let app = App::new()
    ///     .with_cors()
    ///     .service(routes![list, create])
    ///     .service(resource("/metrics").route_without_cors(web::get().to(|| async { "up 1" })));
    ///
    /// let text = app.inventory().to_string();
    /// # let text = text.replace(module_path!(), "shop");
    /// assert_eq!(
    ///     text,
    ///     "\
    /// PATTERN   METHOD     CREDENTIALS  MAX-AGE  ENFORCE  POLICY
    /// /metrics  any other  -            -        -        without CORS
    /// /users    GET        yes          7200     -        Frontend
    ///   handler         shop::list
    ///   origins         https://app.example.com
    /// /users    POST       yes          7200     -        Frontend
    ///   handler         shop::create
    ///   origins         https://app.example.com
    ///   allow headers   content-type
    ///   not cached      because GET of this path grants less
    /// "
    /// );
    /// ```
    ///
    /// In a test, with [expect-test](https://docs.rs/expect-test) or with [insta](https://docs.rs/insta):
    ///
    /// ```ignore
    /// expect_test::expect_file!["../cors.txt"].assert_eq(&app().inventory().to_string());
    /// insta::assert_snapshot!(app().inventory());
    /// ```
    #[must_use]
    pub fn inventory(&self) -> Inventory {
        self.table.inventory()
    }
}

/// All rows of an application.
pub(crate) fn of(nodes: &[Node], has_default: bool) -> Inventory {
    let mut rows = Vec::new();
    let mut paths = HashMap::new();
    let root = Under { prefix: String::new(), guarded: false };
    root.list(nodes, &mut rows, &mut paths);
    rows.extend(has_default.then(|| root.row("", RowKind::Fallback)));
    let cached = |row: InventoryRow| {
        let policies: Option<&PathPolicies> = paths.get(&row.pattern).filter(|_| row.policy.is_some());
        let method = row.method.as_deref().unwrap_or("any other");
        let cacheability = policies.map(|policies| policies.cacheability(method)).unwrap_or_default();
        row.cached(cacheability)
    };
    rows.into_iter().map(cached).collect()
}

/// Where a list of nodes is.
struct Under {
    prefix: String,
    /// A scope has guards.
    guarded: bool,
}

impl Under {
    fn list(&self, nodes: &[Node], rows: &mut Vec<InventoryRow>, paths: &mut HashMap<String, PathPolicies>) {
        for node in nodes {
            match node {
                Node::Resource(resource) => self.list_resource(resource, rows, paths),
                Node::Scope(scope) => {
                    let guarded = self.guarded || !scope.guards.is_empty();
                    for prefix in scope.def.pattern_iter() {
                        let under = Under { prefix: self.full(prefix), guarded };
                        under.list(&scope.nodes, rows, paths);
                        rows.extend(scope.has_default.then(|| under.row("", RowKind::Fallback)));
                    }
                }
                Node::Unknown(name) => rows.push(self.row("", RowKind::Unlisted).handled_by(name)),
            }
        }
    }

    fn list_resource(
        &self,
        resource: &Resource,
        rows: &mut Vec<InventoryRow>,
        paths: &mut HashMap<String, PathPolicies>,
    ) {
        if resource.whole {
            let policies = resource.routes.iter().map(|route| route.policy);
            rows.extend(
                policies
                    .map(|policy| InventoryRow::new(&self.prefix, RowKind::Nested, None, policy).guarded(self.guarded)),
            );
            return;
        }
        for pattern in resource.def.pattern_iter() {
            for route in &resource.routes {
                let guarded = self.guarded || !resource.guards.is_empty();
                let full = self.full(pattern);
                for method in methods(resource, route) {
                    let mounted =
                        method.as_ref().map_or(Mounted::Any, |method| Mounted::Methods(slice::from_ref(method)));
                    let policies = paths.entry(full.clone()).or_default();
                    match route.policy {
                        Some(policy) => policies.mount(mounted, policy),
                        None => policies.mount_without_policy(mounted),
                    }
                    let row = InventoryRow::new(&full, RowKind::Route, method, route.policy);
                    rows.push(row.handled_by(route.handler).guarded(guarded));
                }
            }
        }
    }

    /// A row of something without a policy.
    fn row(&self, pattern: &str, kind: RowKind) -> InventoryRow {
        InventoryRow::new(&self.full(pattern), kind, None, None).guarded(self.guarded)
    }

    /// As actix joins them.
    fn full(&self, pattern: &str) -> String {
        format!("{}{pattern}", self.prefix)
    }
}

/// The methods by which a route is reached; `None`: any other.
fn methods<'t>(resource: &'t Resource, route: &'t Route) -> Vec<Option<&'t str>> {
    let named = match (&resource.methods, &route.methods) {
        (Some(methods), Methods::Any) | (_, Methods::Only(methods)) => methods,
        (None, Methods::Any) | (_, Methods::Unknown) => return vec![None],
    };
    named.iter().map(|method| Some(method.as_str())).collect()
}
