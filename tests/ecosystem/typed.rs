//! axum-extra: typed paths, typed headers.

use axum::{Json, http::StatusCode};
use axum_extra::{
    TypedHeader,
    headers::{Authorization, ETag, IfNoneMatch, authorization::Bearer},
    routing::TypedPath,
};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::{
    driver::serve_axum,
    exchange::{APP, EVIL, from},
};
use serde::Deserialize;

use crate::ask::{ask, get, statuses};

#[derive(TypedPath, Deserialize)]
#[typed_path("/users/{id}")]
struct UserPath {
    id: u32,
}

/// Its `Authorization` makes `allow_headers` a matter of compiling.
#[cors(origins = ["https://app.example.com"], allow_headers = ["authorization"], expose_headers = ["etag"])]
async fn show(
    UserPath { id }: UserPath,
    TypedHeader(Authorization(token)): TypedHeader<Authorization<Bearer>>,
    if_none_match: Option<TypedHeader<IfNoneMatch>>,
) -> Result<(TypedHeader<ETag>, Json<u32>), StatusCode> {
    let tag: ETag = "\"7\"".parse().expect("a tag");
    match (token.token(), if_none_match) {
        (token, _) if token != "secret" => Err(StatusCode::UNAUTHORIZED),
        (_, Some(TypedHeader(known))) if !known.precondition_passes(&tag) => Err(StatusCode::NOT_MODIFIED),
        _ => Ok((TypedHeader(tag), Json(id))),
    }
}

#[cors(origins = ["https://app.example.com"])]
async fn remove(_: UserPath) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[tokio::test]
async fn a_typed_path_is_the_path_of_its_routes() {
    let router = CorsRouter::new().route(UserPath::PATH, routes![get(show), delete(remove)]).into_router();
    let app = serve_axum(router).await;
    let path = UserPath { id: 7 }.to_string();
    let token = |page, token: &str| get(page).header("authorization", format!("Bearer {token}"));

    let shown = ask(&app, token(APP, "secret"), &path).await;
    assert_eq!((shown.is_readable(), statuses(&shown)), (true, (Some(204), Some(200))), "{shown}");
    // What the typed header refuses can be read, too: a 401 of the handler, and a 400 of the extractor.
    for (request, status) in [(token(APP, "wrong"), 401), (get(APP), 400)] {
        let refused = ask(&app, request, &path).await;
        assert_eq!((refused.is_readable(), statuses(&refused).1), (true, Some(status)), "{refused}");
    }
    assert!(!ask(&app, token(EVIL, "secret"), &path).await.is_readable());
    assert!(ask(&app, cors_axum::browser::PageRequest::new(APP, "DELETE"), &path).await.is_readable());

    let fresh = from("GET /users/7", APP).header("authorization", "Bearer secret").header("if-none-match", "\"7\"");
    let fresh = fresh.send(&app).await;
    assert_eq!((fresh.status, fresh.allowed_origin()), (304, Some(APP)));
}
