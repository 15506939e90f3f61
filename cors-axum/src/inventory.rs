//! The inventory of a router.

use cors_core::{Inventory, InventoryRow, RowKind};

use crate::{
    CorsRouter,
    endpoints::{Endpoint, Kind, Row},
    method_router::MountedHandler,
    table::Table,
};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Every route with the policy that is in effect for it, and every route without CORS: [`Inventory`].
    ///
    /// Compare its text with a file in a test, and every change of a policy shows up in review. `dev_origins` are in it in debug
    /// builds only. A method that only [`CorsRouter::method_not_allowed_fallback`] answers has no row.
    ///
    /// ```
    /// use axum::routing::get;
    /// use cors_axum::{CorsRouter, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"], credentials, max_age = "2h")]
    /// struct Frontend;
    ///
    /// #[cors(policy = Frontend)]
    /// async fn list() {}
    ///
    /// #[cors(policy = Frontend, allow_headers = ["content-type"])]
    /// async fn create() {}
    ///
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/users", routes![get(list), post(create)])
    ///     .route_without_cors("/metrics", get(|| async { "up 1" }));
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
        let table = Table::of(&self.endpoints.clone().finish());
        let rows = self.endpoints.0.iter().flat_map(|endpoint| rows(endpoint, &table));
        let fallbacks = self.fallbacks.iter().map(|prefix| InventoryRow::new(prefix, RowKind::Fallback, None, None));
        rows.chain(fallbacks).collect()
    }
}

/// The rows of an endpoint.
fn rows<S>(endpoint: &Endpoint<S>, table: &Table) -> Vec<InventoryRow> {
    let Some(Row { pattern, kind, service }) = &endpoint.row else { return Vec::new() };
    let Kind::Handler(MountedHandler { methods, policy, name }, _) = &endpoint.kind else {
        return vec![InventoryRow::new(pattern, *kind, None, None).handled_by(service)];
    };
    let row = |method: Option<&str>| {
        let cacheability = table.cacheability(pattern, method.unwrap_or("any other"));
        InventoryRow::new(pattern, *kind, method, Some(policy)).handled_by(name).cached(cacheability)
    };
    match methods {
        Some(methods) => methods.iter().map(|method| row(Some(method))).collect(),
        None => vec![row(None)],
    }
}
