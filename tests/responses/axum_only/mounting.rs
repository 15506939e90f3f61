//! Nested, merged and served routers: the policy is that of the route that runs.

use std::convert::Infallible;

use axum::{
    Router,
    body::Body,
    extract::{OriginalUri, Path, Request},
    response::Response,
    routing,
};
use cors_axum::{CorsRouter, cors, routes, with_policy};
use tower::{ServiceBuilder, service_fn};

use cors_tests::exchange::{
    APP, EVIL, Expected, bare, check, denied, from, granted, preflight, readable, request, unreadable,
};

use crate::app::axum::{Frontend, Public};

#[cors(origins = ["https://app.example.com"])]
async fn list() -> &'static str {
    "list"
}

#[cors(origins = ["https://app.example.com"])]
async fn show(Path(path): Path<Vec<(String, String)>>) -> String {
    format!("{path:?}")
}

#[cors(origins = "*")]
async fn root() -> &'static str {
    "root"
}

/// Routes to be nested: the root, an exact path, a parameter and a wildcard.
fn users() -> CorsRouter {
    CorsRouter::new()
        .route("/", routes![get(root)])
        .route("/users", routes![get(list)])
        .route("/users/{id}", routes![get(show)])
        .route("/files/{*path}", routes![get(list)])
}

/// Requests to `users()` under a prefix, all of which must have their policies.
async fn check_under(app: &Router, prefix: &str) {
    let at = |path: &str| format!("{prefix}{path}");
    let get = |path: &str| request(&format!("GET {}", at(path)));
    check(
        app,
        &[
            ("preflight", preflight(&format!("GET {}", at("/users")), APP), granted(APP, "GET, HEAD")),
            ("preflight, a parameter", preflight(&format!("GET {}", at("/users/7")), APP), granted(APP, "GET, HEAD")),
            ("preflight, a wildcard", preflight(&format!("GET {}", at("/files/a/b")), APP), granted(APP, "GET, HEAD")),
            ("exact", get("/users").origin(APP), readable(200, APP)),
            ("a parameter", get("/users/7").origin(APP), readable(200, APP)),
            ("a wildcard", get("/files/a/b").origin(APP), readable(200, APP)),
            ("not allowed", get("/users/7").origin(EVIL), unreadable(200)),
            ("405", from(&format!("PUT {}", at("/users")), APP), readable(405, APP)),
        ],
    )
    .await;
    let root = if prefix.is_empty() { "/" } else { prefix };
    check(app, &[("the root", from(&format!("GET {root}"), EVIL), readable(200, "*"))]).await;
}

#[tokio::test]
async fn nested() {
    check_under(&users().into_router(), "").await;
    for (prefix, path) in [("/v1", "/v1"), ("/{tenant}/v2", "/acme/v2"), ("/a/b/{c}", "/a/b/c")] {
        check_under(&CorsRouter::new().nest(prefix, users()).into_router(), path).await;
    }
    let deep = CorsRouter::new().nest("/api", CorsRouter::new().nest("/{tenant}", users())).into_router();
    check_under(&deep, "/api/acme").await;
    check_under(&CorsRouter::new().merge(users()).into_router(), "").await;
}

#[tokio::test]
async fn nested_with_a_slash_at_the_end() {
    let app = CorsRouter::new()
        .nest("/v1/", CorsRouter::new().route("/", routes![get(root)]).route("/users", routes![get(list)]));
    let app = CorsRouter::new().nest("/api/", app).into_router();
    check(
        &app,
        &[
            ("the root", from("GET /api/v1/", EVIL), readable(200, "*")),
            ("a path", from("GET /api/v1/users", APP), readable(200, APP)),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_finished_router_in_a_plain_one() {
    let finished = || users().into_router();
    check_under(&Router::new().nest("/v1", finished()), "/v1").await;
    check_under(&Router::new().nest("/{tenant}/v2", finished()), "/acme/v2").await;
    check_under(&Router::new().nest("/a", Router::new().nest("/{b}", finished())), "/a/b").await;
    check_under(&Router::new().nest_service("/svc", finished()), "/svc").await;
    check_under(&Router::new().nest_service("/{tenant}/svc", finished()), "/acme/svc").await;
    check_under(&Router::new().nest("/a", Router::new().nest_service("/svc", finished())), "/a/svc").await;
    check_under(&Router::new().merge(finished()), "").await;
    check_under(&Router::new().fallback_service(finished()), "").await;
    // axum refuses a router here, but not one inside something else.
    let inner = CorsRouter::new().nest("/app", users()).into_router();
    let hidden = ServiceBuilder::new().map_request(|request: Request| request).service(inner);
    check_under(&Router::new().route_service("/{*rest}", hidden), "/app").await;
    check(
        &Router::new().nest_service("/svc", finished()),
        &[("the prefix with a slash", from("GET /svc/", EVIL), readable(200, "*"))],
    )
    .await;
}

/// What a route caches by its first request is valid for the others, whichever mount they come through.
#[tokio::test]
async fn one_finished_router_in_several_places() {
    let finished = users().into_router().with_state(());
    let app = Router::new()
        .nest("/v1", finished.clone())
        .nest("/{tenant}/v2", finished.clone())
        .nest_service("/svc", finished.clone())
        .fallback_service(finished)
        .with_state(());
    for _ in 0..2 {
        for place in ["/v1", "/acme/v2", "/svc", "/other/v2", ""] {
            check_under(&app, place).await;
        }
        check(
            &app,
            &[
                ("no route", from("GET /nowhere", APP), bare(404)),
                ("no route under a prefix", from("GET /svc/nowhere", APP), bare(404)),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn a_finished_router_in_another_one() {
    let outer = CorsRouter::new()
        .route("/users", routes![get(root)])
        .nest_without_cors("/v1", users().into_router())
        .into_router();
    check_under(&outer, "/v1").await;
    check(&outer, &[("its own", from("GET /users", EVIL), readable(200, "*"))]).await;
    check_under(&CorsRouter::new().nest_service_without_cors("/svc", users().into_router()).into_router(), "/svc")
        .await;
    check_under(&CorsRouter::new().merge_without_cors(users().into_router()).into_router(), "").await;
}

fn echo()
-> impl tower::Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static {
    service_fn(|request: Request| async move {
        let original = request.extensions().get::<OriginalUri>().map(|uri| uri.0.path().to_owned());
        Ok::<_, Infallible>(Response::new(Body::from(format!(
            "{} of {}",
            request.uri().path(),
            original.unwrap_or_default()
        ))))
    })
}

#[tokio::test]
async fn a_service_with_a_policy() {
    let app = CorsRouter::<()>::new()
        .nest_service("/files", with_policy(Public).any_service(echo()))
        .nest_service("/{tenant}/files", with_policy(Public).get_service(echo()))
        .route("/one", with_policy(Public).get_service(echo()))
        .route_service_without_cors("/two", echo())
        .nest_service_without_cors("/three", echo())
        .into_router();
    let public = || readable(200, "*").exposes("etag");
    for (path, body) in [
        ("/files", "/ of /files"),
        ("/files/", "/ of /files/"),
        ("/files/a/b", "/a/b of /files/a/b"),
        ("/acme/files/a", "/a of /acme/files/a"),
        ("/one", "/one of /one"),
    ] {
        let request = from(&format!("GET {path}"), EVIL);
        let answer = request.send(&app).await;
        public().check(path, &request, &answer);
        assert_eq!(answer.body, body);
    }
    check(
        &app,
        &[
            (
                "its preflight",
                preflight("PUT /files/a", EVIL),
                granted("*", "GET, HEAD, POST, PUT, DELETE, PATCH").headers("*, authorization").max_age("600"),
            ),
            (
                "its preflight, one method",
                preflight("GET /acme/files/a", EVIL),
                granted("*", "GET, HEAD").headers("*, authorization").max_age("600"),
            ),
            ("without CORS", from("GET /two", EVIL), bare(200)),
            ("nested without CORS", from("GET /three/a", EVIL), bare(200)),
            ("nested without CORS, the preflight", preflight("GET /three/a", EVIL), bare(200)),
        ],
    )
    .await;
}

#[tokio::test]
async fn plain_routers_may_serve_any_path() {
    let plain = || Router::new().route("/x", routing::post(|| async { "plain" }));
    let nested = || CorsRouter::new().nest("/n", CorsRouter::new().merge_without_cors(plain()));
    let app = nested().route("/n/x", routes![get(list)]).into_router();
    check(
        &app,
        &[("nested", from("POST /n/x", APP), bare(200)), ("annotated", from("GET /n/x", APP), readable(200, APP))],
    )
    .await;
    for app in [
        CorsRouter::new().route("/x", routes![get(list)]).merge_without_cors(plain()),
        CorsRouter::new().merge_without_cors(plain()).route("/x", routes![get(list)]),
        CorsRouter::new().merge(CorsRouter::new().merge_without_cors(plain())).route("/x", routes![get(list)]),
    ] {
        let app = app.into_router();
        check(
            &app,
            &[
                ("annotated", from("GET /x", APP), readable(200, APP)),
                ("plain", from("POST /x", APP), bare(200)),
                ("405", from("PUT /x", APP), readable(405, APP)),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn overlapping_patterns() {
    let app = CorsRouter::new()
        .route("/{*all}", routes![get(root)])
        .route("/users/{id}", routes![get(show)])
        .route("/users/me", with_policy(Frontend).get(|| async { "me" }))
        .into_router();
    let me: Expected = readable(200, APP).credentials().exposes("x-total-count");
    check(
        &app,
        &[
            ("exact", from("GET /users/me", APP), me),
            ("a parameter", from("GET /users/7", APP), readable(200, APP)),
            ("a parameter that looks like more", from("GET /users/me%2Fx", APP), readable(200, APP)),
            ("a wildcard", from("GET /users/7/more", EVIL), readable(200, "*")),
            ("a wildcard does not answer for an exact one", preflight("GET /users/me", EVIL), denied()),
        ],
    )
    .await;
}

#[tokio::test]
async fn paths_that_look_like_older_patterns() {
    let app = CorsRouter::<()>::new().without_v07_checks().route("/:literal", routes![get(list)]).into_router();
    check(&app, &[("as it stands", from("GET /:literal", APP), readable(200, APP))]).await;
}

#[tokio::test]
async fn a_generic_handler() {
    trait Store: Default + Send + 'static {
        const NAME: &'static str;
    }
    #[derive(Default)]
    struct Postgres;
    impl Store for Postgres {
        const NAME: &'static str = "postgres";
    }
    #[cors(origins = ["https://app.example.com"])]
    async fn stored<S: Store>() -> &'static str {
        S::NAME
    }
    let app = CorsRouter::<()>::new().route("/x", routes![get(stored::<Postgres>)]).into_router();
    let request = from("GET /x", APP);
    let answer = request.send(&app).await;
    readable(200, APP).check("a generic handler", &request, &answer);
    assert_eq!(answer.body, "postgres");
}

mod mistakes {
    //! Mounting that would lose a policy, or mount one twice, ends at start-up, at the caller's line.

    use super::*;

    fn message(mount: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let panic = std::panic::catch_unwind(mount).expect_err("it does not start");
        panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_default()
    }

    #[test]
    fn a_method_twice() {
        let twice =
            message(|| drop(CorsRouter::<()>::new().route("/a", routes![get(list)]).route("/a", routes![get(root)])));
        assert!(twice.contains("Handler for `GET /a` already exists"), "{twice}");
        let twice = message(|| drop(CorsRouter::<()>::new().route("/a", routes![get(list)].merge(routes![get(root)]))));
        assert!(twice.contains("Cannot merge two method routes that both define `GET`"), "{twice}");
    }

    #[test]
    fn a_narrowed_policy_where_the_routing_says_the_methods() {
        #[cors(origins = "*", methods = [GET])]
        struct Narrow;
        let narrowed = message(|| drop(CorsRouter::<()>::new().route("/a", with_policy(Narrow).post(|| async {}))));
        assert!(narrowed.contains("`Narrow`") && narrowed.contains("mount the handler with `any`"), "{narrowed}");
    }

    #[test]
    fn a_fallback_with_two_policies() {
        let two = message(|| drop(CorsRouter::<()>::new().fallback(routes![get(list), post(root)])));
        assert!(two.contains("the handlers of a fallback have different policies"), "{two}");
    }

    #[test]
    fn a_finished_router_as_a_route_service() {
        let lost = message(|| drop(Router::<()>::new().route_service("/a", users().into_router())));
        assert!(lost.contains("Use `Router::nest` instead"), "{lost}");
    }
}
