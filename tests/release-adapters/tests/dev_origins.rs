//! Development origins are for programs in which the crate of the attribute and the adapter are compiled with `debug_assertions`. Here
//! the adapters are not; in `cors-tests-release-build` the crate of the attribute is not.

use actix_web::App;
use axum::{body::Body, http::Request};
use cors_actix::WithCors;
use cors_axum::{CorsRouter, NamedPolicy, routes};
use tower::ServiceExt;

const DEVELOPMENT: &str = "http://localhost:5173";

mod on_axum {
    #[cors_axum::cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:5173"])]
    pub(super) struct Frontend;

    #[cors_axum::cors(same_origin, dev_origins = ["http://localhost:5173"], credentials, allow_headers = ["content-type"])]
    pub(super) struct Own;

    /// The rules are those of a build with the development origins.
    #[cors_axum::cors(policy = Own, max_age = "1h", allow(forgeable, reason = "it changes nothing"), allow_headers = ["x-a"])]
    pub(super) async fn own() {}

    #[cors_axum::cors(policy = Frontend, max_age = "1h")]
    pub(super) async fn list() {}
}

mod on_actix {
    #[cors_actix::cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:5173"])]
    #[actix_web::get("/users")]
    pub(super) async fn list() -> &'static str {
        ""
    }
}

#[test]
fn this_crate_has_assertions() {
    const { assert!(cfg!(debug_assertions), "or there is nothing to be seen here") };
}

#[tokio::test]
async fn adapters_without_assertions_know_no_development_origins() {
    assert!(on_axum::Frontend::POLICY.dev_origins().is_empty());

    let app = CorsRouter::new().route("/users", routes![get(on_axum::list)]);
    assert!(!app.inventory().to_string().contains(DEVELOPMENT));
    let app = app.into_router();
    for (origin, allowed) in [("https://app.example.com", true), (DEVELOPMENT, false)] {
        let request = Request::get("/users").header("origin", origin).body(Body::empty()).expect("a request");
        let response = app.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.headers().contains_key("access-control-allow-origin"), allowed, "{origin}");
    }
}

/// `same_origin` beside development origins is there as `same_origin` alone.
#[tokio::test]
async fn without_development_origins_only_the_same_origin_may_read() {
    let app = CorsRouter::new().route("/own", routes![post(on_axum::own)]);
    let inventory = app.inventory();
    let shown = inventory.rows()[0].policy.clone().expect("a policy");
    assert_eq!(shown.origins, cors_axum::InventoryOrigins::SameOrigin);
    assert!(
        !shown.credentials && shown.allow_headers.is_empty() && shown.max_age.is_none() && shown.dev_origins.is_empty()
    );

    let request =
        Request::options("/own").header("origin", DEVELOPMENT).header("access-control-request-method", "POST");
    let response = app.into_router().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    assert_eq!(response.status(), 403);
    assert!(!response.headers().contains_key("access-control-allow-origin"));
}

#[actix_web::test]
async fn so_it_is_on_actix() {
    let app = App::new().with_cors().service(cors_actix::routes![on_actix::list]);
    assert!(!app.inventory().to_string().contains(DEVELOPMENT));
    let app = actix_web::test::init_service(app.finish()).await;
    for (origin, allowed) in [("https://app.example.com", true), (DEVELOPMENT, false)] {
        let request = actix_web::test::TestRequest::get().uri("/users").insert_header(("origin", origin));
        let response = actix_web::test::call_service(&app, request.to_request()).await;
        assert_eq!(response.headers().contains_key("access-control-allow-origin"), allowed, "{origin}");
    }
}
