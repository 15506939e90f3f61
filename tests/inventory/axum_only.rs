//! axum's ways to serve something without a route of its own.

use std::convert::Infallible;

use axum::{Router, extract::Request, response::Response, routing};
use cors_axum::{Behind, CorsRouter, Inventory, NotCached, RowKind, cors, routes, with_policy};

use crate::schema::check;

#[cors(origins = "*")]
struct Public;

#[cors(policy = Public)]
async fn health() -> &'static str {
    "ok"
}

#[derive(Clone)]
struct Files;

impl tower::Service<Request> for Files {
    type Response = Response;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Infallible>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request) -> Self::Future {
        std::future::ready(Ok(Response::default()))
    }
}

/// Pattern, kind, handler, policy.
fn rows(inventory: &Inventory) -> Vec<(&str, RowKind, &str, Option<&str>)> {
    check(inventory);
    let rows = inventory.rows().iter();
    rows.map(|row| {
        let policy = row.policy.as_ref().map(|policy| policy.name.as_str());
        (row.pattern.as_str(), row.kind, row.handler.as_str(), policy)
    })
    .collect()
}

#[test]
fn whatever_has_no_route_of_its_own_has_a_row() {
    const FILES: &str = "inventory::axum_only::Files";
    let plain = || Router::new().route("/x", routing::get(|| async { "x" }));
    let inner = CorsRouter::new()
        .route("/users", routes![get(health)])
        .merge_without_cors(plain())
        .nest_without_cors("/plain", plain())
        .fallback_without_cors(|| async { "nothing in here" });
    let app: CorsRouter = CorsRouter::new()
        .route_service_without_cors("/file", Files)
        .nest_service_without_cors("/files", Files)
        .nest_service("/public", with_policy(Public).any_service(Files))
        .nest_service("/slash/", routes![get(health)])
        .nest("/v1", inner)
        .merge(CorsRouter::new().route("/merged", routes![get(health)]))
        .fallback_service_without_cors(Files);
    let inventory = app.inventory();
    assert_eq!(
        rows(&inventory),
        [
            ("/file", RowKind::Route, FILES, None),
            ("/files", RowKind::Nested, FILES, None),
            ("/merged", RowKind::Route, "inventory::axum_only::health", Some("Public")),
            ("/public", RowKind::Nested, "", Some("Public")),
            ("/slash/", RowKind::Nested, "inventory::axum_only::health", Some("Public")),
            ("/v1/plain", RowKind::Nested, "", None),
            ("/v1/users", RowKind::Route, "inventory::axum_only::health", Some("Public")),
            ("/v1", RowKind::Unlisted, "", None),
            ("/", RowKind::Fallback, "", None),
            ("/v1", RowKind::Fallback, "", None),
        ]
    );
    expect_test::expect_file!["axum_only.txt"].assert_eq(&inventory.to_string());
}

/// Pattern, method and whether there is a policy.
fn methods(inventory: &Inventory) -> Vec<(&str, Option<&str>, bool)> {
    let rows = inventory.rows().iter();
    rows.map(|row| (row.pattern.as_str(), row.method.as_deref(), row.policy.is_some())).collect()
}

#[test]
fn handlers_without_a_policy_have_rows_of_their_own_beside_annotated_ones() {
    let plain = || async { "plain" };
    let app: CorsRouter = CorsRouter::new()
        .route("/any", routes![any(health)])
        .route_without_cors("/any", routing::post(plain).put(plain))
        .route("/one", routes![get(health)])
        .route_without_cors("/one", routing::any(plain))
        .route("/merged", routes![any(health)])
        .merge_without_cors(
            Router::new().route("/merged", routing::post(plain)).route("/elsewhere", routing::get(plain)),
        )
        .route("/nested/x", routes![get(health)])
        .nest_without_cors("/nested", Router::new().route("/x", routing::head(plain)))
        // Alone on their path, they are all that it has.
        .route_without_cors("/alone", routing::get(plain))
        .route_without_cors("/alone", routing::post(plain));
    assert_eq!(
        methods(&app.inventory()),
        [
            ("/alone", None, false),
            ("/any", Some("POST"), false),
            ("/any", Some("PUT"), false),
            ("/any", None, true),
            ("/merged", Some("POST"), false),
            ("/merged", None, true),
            ("/nested", None, false),
            ("/nested/x", Some("GET"), true),
            ("/nested/x", Some("HEAD"), false),
            ("/one", Some("GET"), true),
            ("/one", None, false),
            ("/", None, false),
        ]
    );
}

/// Until then, axum cannot be asked which methods a handler without a policy serves.
#[test]
fn a_router_that_has_no_state_yet_says_that_methods_are_not_known() {
    let app = CorsRouter::<u8>::new()
        .route("/any", routes![any(health)])
        .route_without_cors("/any", routing::post(|| async { "plain" }))
        .route("/one", routes![get(health)])
        .route_without_cors("/one", routing::post(|| async { "plain" }));
    let inventory = app.inventory();
    let behind: Vec<_> = inventory.rows().iter().map(|row| !row.behind.is_empty()).collect();
    // One for `GET` serves `HEAD`, too.
    assert_eq!(methods(&inventory), [("/any", None, true), ("/one", Some("GET"), true), ("/one", None, false)]);
    assert_eq!(behind, [true, true, false]);
    assert_eq!(inventory.rows()[0].behind, [Behind::WithoutCors]);
    let known: CorsRouter = app.with_state(1);
    let inventory = known.inventory();
    assert!(inventory.rows().iter().all(|row| row.behind.is_empty()));
    let expected = [
        ("/any", Some("POST"), false),
        ("/any", None, true),
        ("/one", Some("GET"), true),
        ("/one", Some("POST"), false),
    ];
    assert_eq!(methods(&inventory), expected);
}

#[test]
fn what_browsers_do_not_keep_is_said_of_services_and_of_narrowed_handlers() {
    #[cors(origins = ["https://app.example.com"], allow_headers = ["x-a"], methods = [PUT])]
    struct Narrowed;
    #[cors(origins = ["https://app.example.com"], allow_headers = ["x-a"])]
    struct Written;
    let handler = || async { "" };
    let app: CorsRouter = CorsRouter::new()
        .nest_service("/files", routes![get(health)].merge(with_policy(Written).put(handler)))
        .route("/narrowed", with_policy(Narrowed).any(handler));
    for row in app.inventory().rows().iter().filter(|row| row.method.as_deref() != Some("GET")) {
        assert_eq!(row.not_cached, [NotCached::Because("GET".to_owned())], "{row:?}");
    }
}

#[test]
fn a_fallback_that_axum_forgets_has_no_row() {
    let inner = || CorsRouter::new().route("/x", routes![get(health)]).fallback_without_cors(|| async { "inner" });
    // axum takes a nested fallback over where the router around it has one as well.
    let middle = CorsRouter::new().nest("/inner", inner());
    let forgotten: CorsRouter = CorsRouter::new().nest("/outer", middle.clone());
    let kept: CorsRouter =
        CorsRouter::new().nest("/outer", middle.clone().fallback_without_cors(|| async { "middle" }));
    let reset: CorsRouter = CorsRouter::new().merge(middle.reset_fallback());
    let fallbacks = |app: &CorsRouter| {
        let inventory = app.inventory();
        let rows = inventory.rows().iter().filter(|row| row.kind == RowKind::Fallback);
        rows.map(|row| row.pattern.clone()).collect::<Vec<_>>()
    };
    assert_eq!(fallbacks(&forgotten), [""; 0]);
    assert_eq!(fallbacks(&kept), ["/outer", "/outer/inner"]);
    assert_eq!(fallbacks(&reset), [""; 0]);
}

#[test]
fn there_is_one_fallback_and_none_if_it_was_taken_away() {
    let app: CorsRouter =
        CorsRouter::new().fallback_without_cors(|| async { "first" }).fallback_without_cors(|| async { "second" });
    assert_eq!(rows(&app.inventory()), [("/", RowKind::Fallback, "", None)]);
    assert!(rows(&app.reset_fallback().inventory()).is_empty());
}

#[test]
fn layers_and_state_change_nothing() {
    async fn pass(request: Request, next: axum::middleware::Next) -> Response {
        next.run(request).await
    }
    let app = || CorsRouter::<u8>::new().route("/health", routes![get(health)]);
    let layered: CorsRouter = app().layer(axum::middleware::from_fn(pass)).with_state(1);
    assert_eq!(layered.inventory(), app().inventory());
    assert_eq!(layered.clone().inventory(), app().inventory());
}
