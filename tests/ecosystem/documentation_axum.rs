//! utoipa and utoipa-axum: the attributes beside each other, and routers of both in one application.

use std::collections::BTreeSet;

use axum::{Json, extract::Path, http::StatusCode};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::{
    driver::serve_axum,
    exchange::{APP, EVIL},
};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use crate::ask::{ask, get, post_json, statuses};

#[derive(Serialize, Deserialize, ToSchema)]
struct User {
    name: String,
}

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Frontend;

/// Lists users.
#[cors(policy = Frontend)]
#[utoipa::path(get, path = "/users", responses((status = 200, body = [User])))]
async fn list_users() -> Json<Vec<User>> {
    Json(vec![User { name: "Ada".to_owned() }])
}

/// The other order is as good.
#[utoipa::path(post, path = "/users", request_body = User, responses((status = 201)))]
#[cors(policy = Frontend)]
async fn create_user(Json(user): Json<User>) -> (StatusCode, Json<User>) {
    (StatusCode::CREATED, Json(user))
}

#[cors(origins = ["https://admin.example.com"])]
#[utoipa::path(delete, path = "/users/{id}", params(("id" = u32, Path)), responses((status = 204)))]
async fn remove_user(Path(id): Path<u32>) -> StatusCode {
    if id == 1 { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

/// For other servers, not for browsers.
#[utoipa::path(get, path = "/version", responses((status = 200, body = String)))]
async fn version() -> &'static str {
    "1.0"
}

fn app() -> (CorsRouter, utoipa::openapi::OpenApi) {
    /// What has a policy.
    #[derive(OpenApi)]
    #[openapi(paths(list_users, create_user, remove_user))]
    struct Documented;

    // What has none may be mounted by its documentation.
    let (internal, documentation) =
        OpenApiRouter::with_openapi(Documented::openapi()).routes(utoipa_axum::routes!(version)).split_for_parts();
    let app = CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user)])
        .route("/users/{id}", routes![delete(remove_user)])
        .merge_without_cors(internal);
    (app, documentation)
}

#[tokio::test]
async fn a_documented_handler_has_its_policy() {
    let app = serve_axum(app().0.into_router()).await;
    for (page, readable) in [(APP, true), (EVIL, false)] {
        assert_eq!(ask(&app, get(page), "/users").await.is_readable(), readable);
        let created = ask(&app, post_json(page), "/users").await;
        assert_eq!((created.is_readable(), statuses(&created).0), (readable, Some(if readable { 204 } else { 403 })));
        let version = ask(&app, get(page), "/version").await;
        assert_eq!((version.is_readable(), statuses(&version)), (false, (None, Some(200))));
    }
}

/// The paths are written twice, once for the documentation and once for the router. This keeps them the same.
#[test]
fn what_is_documented_is_what_is_mounted() {
    let (app, documentation) = app();
    let documentation = serde_json::to_value(&documentation).expect("JSON");
    let paths = documentation["paths"].as_object().expect("paths").iter();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().expect("operations").keys();
        methods.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let documented: BTreeSet<_> = operations.filter(|operation| operation != "GET /version").collect();
    let inventory = app.inventory();
    let with_policies = inventory.rows().iter().filter(|row| row.policy.is_some());
    let mounted: BTreeSet<_> =
        with_policies.map(|row| format!("{} {}", row.method.as_deref().unwrap_or("any"), row.pattern)).collect();
    assert_eq!(documented, mounted);
}
