//! axum's ways to serve something without a route of its own.

use std::convert::Infallible;

use axum::{Router, extract::Request, response::Response, routing};
use cors_axum::{CorsRouter, Inventory, RowKind, cors, routes, with_policy};

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
        .fallback(|| async { "nothing in here" });
    let app: CorsRouter = CorsRouter::new()
        .route_service_without_cors("/file", Files)
        .nest_service_without_cors("/files", Files)
        .nest_service("/public", with_policy(Public).any_service(Files))
        .nest_service("/slash/", routes![get(health)])
        .nest("/v1", inner)
        .merge(CorsRouter::new().route("/merged", routes![get(health)]))
        .fallback_service(Files);
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

#[test]
fn there_is_one_fallback_and_none_if_it_was_taken_away() {
    let app: CorsRouter = CorsRouter::new().fallback(|| async { "first" }).fallback(|| async { "second" });
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
