//! What a router serves, as people read it.

use cors_core::{Inventory, InventoryRow, RowKind};

use crate::{CorsMethodRouter, CorsRouter, endpoints::join, method_router::MountedHandler, table::Table};

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
        self.listing.0.iter().flat_map(|listed| listed.rows(&table)).collect()
    }
}

/// Everything that a router serves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing(Vec<Listed>);

#[derive(Debug, Clone)]
struct Listed {
    pattern: String,
    kind: RowKind,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Handler(MountedHandler),
    /// Without CORS, by its name if it has one.
    Plain(&'static str),
}

impl Listing {
    /// Records handlers.
    pub(crate) fn add<S>(&mut self, pattern: &str, kind: RowKind, routes: &CorsMethodRouter<S>) {
        for mounted in &routes.handlers {
            self.push(pattern, kind, What::Handler(mounted.handler.clone()));
        }
    }

    /// Records what has no policy.
    pub(crate) fn add_plain(&mut self, pattern: &str, kind: RowKind, name: &'static str) {
        self.push(pattern, kind, What::Plain(name));
    }

    fn push(&mut self, pattern: &str, kind: RowKind, what: What) {
        self.0.push(Listed { pattern: pattern.to_owned(), kind, what });
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
}

impl Listed {
    fn rows(&self, table: &Table) -> Vec<InventoryRow> {
        let row = |method, policy| InventoryRow::new(&self.pattern, self.kind, method, policy);
        match &self.what {
            What::Plain(name) => vec![row(None, None).handled_by(name)],
            What::Handler(MountedHandler { methods: None, policy, name }) => {
                let cacheability = table.cacheability(&self.pattern, "any other");
                vec![row(None, Some(policy)).handled_by(name).cached(cacheability)]
            }
            What::Handler(MountedHandler { methods: Some(methods), policy, name }) => methods
                .iter()
                .map(|method| {
                    let cacheability = table.cacheability(&self.pattern, method);
                    row(Some(method), Some(policy)).handled_by(name).cached(cacheability)
                })
                .collect(),
        }
    }
}
