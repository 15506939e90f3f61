//! The policy is bound to the handler: however a request reaches a handler, its own policy is enforced, and a handler without a
//! policy is never readable by the policy of another one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    body::Body,
    extract::{MatchedPath, NestedPath, OriginalUri, Path, RawPathParams, Request, State},
    http::{StatusCode, Uri},
    middleware::{self, Next},
    response::Response,
    routing,
};
use cors_axum::{
    AllowedOrigin, CorsRouter, OriginPattern, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, routes,
    with_policy,
};
use cors_tests::exchange::{
    ADMIN, APP, EVIL, bare, check, denied, from, granted, other_methods, preflight, read_anonymously, readable,
    refusal, request, unreadable,
};
use tower::ServiceExt;

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"], max_age = "10m")]
struct App;

#[cors(origins = ["https://admin.example.com"], enforce)]
struct Admin;

#[cors(policy = App)]
async fn list() -> &'static str {
    "list"
}

#[cors(policy = Admin)]
async fn remove(State(runs): State<Arc<AtomicUsize>>) -> &'static str {
    runs.fetch_add(1, Ordering::Relaxed);
    "removed"
}

/// A finished router: `GET /users` for the application, `POST /users` and everything below `/v1beta` for the administrator.
fn finished(runs: &Arc<AtomicUsize>) -> Router {
    CorsRouter::new()
        .route("/users", routes![get(list), post(remove)])
        .route("/v1beta", routes![any(remove)])
        .route("/v1beta/{id}", routes![any(remove)])
        .route("/{{literal}}", routes![get(list), post(remove)])
        .route("/{{literal}}/{id}", routes![post(remove)])
        .with_state(runs.clone())
        .into_router()
}

/// The handlers of a finished router that is reached under `prefix` have their policies.
async fn check_reached(app: &Router, prefix: &str, runs: &Arc<AtomicUsize>) {
    let before = runs.load(Ordering::Relaxed);
    for path in ["/users", "/{literal}"] {
        let at = |method: &str| format!("{method} {prefix}{path}");
        check(
            app,
            &[
                ("readable", from(&at("GET"), APP), readable(200, APP)),
                ("unreadable", from(&at("GET"), EVIL), unreadable(200)),
                ("refused", from(&at("POST"), APP), refusal()),
                (
                    "preflight",
                    preflight(&at("GET"), APP),
                    granted(APP, "GET, HEAD").headers("content-type").max_age("0"),
                ),
                ("no preflight", preflight(&at("POST"), EVIL), denied()),
            ],
        )
        .await;
    }
    for path in ["/v1beta", "/v1beta/7", "/{literal}/7"] {
        let at = |method: &str| format!("{method} {prefix}{path}");
        check(
            app,
            &[
                ("refused", from(&at("POST"), EVIL), refusal()),
                ("refused the other", from(&at("POST"), APP), refusal()),
                ("no preflight", preflight(&at("POST"), APP), denied()),
            ],
        )
        .await;
    }
    assert_eq!(runs.load(Ordering::Relaxed), before, "a refused request has run its handler under `{prefix}`");
    check(app, &[("allowed", from(&format!("POST {prefix}/v1beta/7"), ADMIN), read_anonymously(200, ADMIN))]).await;
    assert_eq!(runs.load(Ordering::Relaxed), before + 1);
}

#[tokio::test]
async fn alone_and_nested() {
    let runs = Arc::default();
    check_reached(&finished(&runs), "", &runs).await;
    check_reached(&Router::new().nest("/v1", finished(&runs)), "/v1", &runs).await;
    check_reached(&Router::new().nest("/{a}/{b}", Router::new().nest("/v1", finished(&runs))), "/x/y/v1", &runs).await;
    check_reached(&Router::new().nest_service("/v1", finished(&runs)), "/v1", &runs).await;
    check_reached(&Router::new().merge(finished(&runs)), "", &runs).await;
}

/// A handler for every path hands the request to a router that nests the finished one.
#[tokio::test]
async fn behind_a_dispatcher() {
    let runs = Arc::default();
    let nesting = Router::new().nest("/app", finished(&runs));
    let dispatch = move |request: Request| {
        let nesting = nesting.clone();
        async move { nesting.oneshot(request).await }
    };
    check_reached(&Router::new().route("/{*path}", routing::any(dispatch)), "/app", &runs).await;
}

/// The finished router is a fallback below a prefix whose text its own patterns begin with.
#[tokio::test]
async fn as_a_fallback_below_a_prefix() {
    let runs = Arc::default();
    let app = Router::new().nest("/v1", Router::new().fallback_service(finished(&runs)));
    check_reached(&app, "/v1", &runs).await;
    check_reached(&Router::new().fallback_service(finished(&runs)), "", &runs).await;
}

/// A service for one fixed path, and a handler that rewrites the path.
#[tokio::test]
async fn rewritten() {
    let runs: Arc<AtomicUsize> = Arc::default();
    let refused = |at: &str| from(&format!("POST {at}"), APP);
    let app = Router::new().route("/users", routing::any_service(finished(&runs)));
    check(&app, &[("a service", refused("/users"), refusal()), ("read", from("GET /users", APP), readable(200, APP))])
        .await;

    let inner = finished(&runs);
    let rewrite = move |mut request: Request| {
        let inner = inner.clone();
        async move {
            *request.uri_mut() = Uri::from_static("/v1beta/7");
            inner.oneshot(request).await
        }
    };
    let app = Router::new().route("/users", routing::any(rewrite));
    check(
        &app,
        &[
            ("rewritten", refused("/users"), refusal()),
            ("preflight", preflight("POST /users", APP), denied()),
            ("the administrator", from("POST /users", ADMIN), read_anonymously(200, ADMIN)),
        ],
    )
    .await;
    assert_eq!(runs.load(Ordering::Relaxed), 1);
}

/// Nothing is cached for one mount that is wrong for the other.
#[tokio::test]
async fn mounted_twice() {
    let runs = Arc::default();
    let both = finished(&runs);
    let app = Router::new().nest("/users", both.clone()).nest("/a", both.clone()).merge(both);
    for prefix in ["/users", "/a", "", "/users", "/a"] {
        check_reached(&app, prefix, &runs).await;
    }
}

/// A finished router is a service with a policy of another one: its handlers' own policies decide.
#[tokio::test]
async fn a_finished_router_as_a_service_with_a_policy() {
    #[cors(origins = "*")]
    struct Public;

    let runs: Arc<AtomicUsize> = Arc::default();
    let inner = CorsRouter::new()
        .route("/users", routes![get(list), post(remove)])
        .route_without_cors("/plain", routing::get(|| async { "plain" }))
        .with_state(runs.clone())
        .into_router();
    for app in [
        CorsRouter::new().route("/{*path}", with_policy(Public).any_service(inner.clone())),
        CorsRouter::new().nest_service("/v1", with_policy(Public).any_service(inner)),
    ] {
        let app = app.into_router();
        let at = |line: &str| {
            let prefix = if format!("{app:?}").contains("/v1") { "/v1" } else { "" };
            line.replace(" /", &format!(" {prefix}/"))
        };
        check(
            &app,
            &[
                ("readable", from(&at("GET /users"), APP), readable(200, APP)),
                ("unreadable", from(&at("GET /users"), EVIL), unreadable(200)),
                ("without a policy", from(&at("GET /plain"), EVIL), bare(200)),
                ("refused", from(&at("POST /users"), EVIL), refusal()),
            ],
        )
        .await;
    }
    assert_eq!(runs.load(Ordering::Relaxed), 0);
}

/// A handler without a policy beside annotated ones on the same path, however it was added.
#[tokio::test]
async fn without_a_policy_on_the_same_path() {
    let plain = || routing::post(|| async { "plain" }).head(|| async { "plain" });
    let nested = || Router::new().route("/x", plain());
    let of = |methods: &'static str| match methods {
        "any" => CorsRouter::new().route("/v1/x", routes![any(list)]),
        _ => CorsRouter::new().route("/v1/x", routes![get(list)]),
    };
    type Add = fn(CorsRouter, Router, routing::MethodRouter) -> CorsRouter;
    let beside: [(&str, Add); 4] = [
        ("route_without_cors", |router, _, plain| router.route_without_cors("/v1/x", plain)),
        ("merge_without_cors", |router, nested, _| router.merge_without_cors(Router::new().nest("/v1", nested))),
        ("nest_without_cors", |router, nested, _| router.nest_without_cors("/v1", nested)),
        ("nest", |router, nested, _| router.nest("/v1", CorsRouter::new().merge_without_cors(nested))),
    ];
    for (how, add) in beside {
        for methods in ["any", "get"] {
            let app = add(of(methods), nested(), plain()).into_router();
            let announced = if methods == "any" { "GET, PUT, DELETE, PATCH" } else { "GET" };
            let grant = || granted(APP, announced).headers("content-type").max_age("0");
            check(
                &app,
                &[
                    (how, from("POST /v1/x", APP), bare(200)),
                    (how, from("HEAD /v1/x", APP), bare(200)),
                    (how, from("GET /v1/x", APP), readable(200, APP)),
                    (how, preflight("POST /v1/x", APP), other_methods(APP, announced)),
                    (how, preflight("HEAD /v1/x", APP), other_methods(APP, announced)),
                    (how, preflight("POST /v1/x", EVIL), denied()),
                    // A plain handler serves POST, so the browser must not remember the header.
                    (how, preflight("GET /v1/x", APP), grant()),
                ],
            )
            .await;
        }
    }
}

/// The other way round: a handler for any method without a policy, beside an annotated one.
#[tokio::test]
async fn without_a_policy_for_any_method() {
    let app = CorsRouter::new()
        .route("/x", routes![get(list)])
        .merge_without_cors(Router::new().route("/x", routing::any(|| async { StatusCode::METHOD_NOT_ALLOWED })))
        .into_router();
    check(
        &app,
        &[
            ("its own 405", from("POST /x", APP), bare(405)),
            ("preflight", preflight("POST /x", APP), other_methods(APP, "GET, HEAD")),
            ("annotated", from("GET /x", APP), readable(200, APP)),
            ("annotated", from("HEAD /x", APP), readable(200, APP)),
            ("preflight", preflight("GET /x", APP), granted(APP, "GET, HEAD").headers("content-type").max_age("0")),
        ],
    )
    .await;
}

/// A pattern without a policy that is narrower than an annotated one.
#[tokio::test]
async fn without_a_policy_on_a_narrower_path() {
    let app = CorsRouter::new()
        .route("/users/{id}", routes![any(list)])
        .merge_without_cors(Router::new().route("/users/me", routing::any(|| async { "plain" })))
        .layer(middleware::from_fn(async |request: Request, next: Next| -> Response { next.run(request).await }))
        .into_router();
    let plain = |line: &str| request(line).header("access-control-request-method", "PUT").origin(APP);
    check(
        &app,
        &[
            ("plain", from("GET /users/me", APP), bare(200)),
            ("its preflight is its own", plain("OPTIONS /users/me"), bare(200)),
            ("annotated", from("PUT /users/7", APP), readable(200, APP)),
        ],
    )
    .await;
}

/// The answers of a fallback are its own, including a 405.
#[tokio::test]
async fn a_fallback_is_left_alone() {
    for status in [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED] {
        let app = CorsRouter::new()
            .route("/x", routes![get(list)])
            .nest(
                "/v1",
                CorsRouter::new().route("/x", routes![get(list)]).fallback_without_cors(move || async move { status }),
            )
            .fallback_without_cors(move || async move { status })
            .into_router();
        let status = status.as_u16();
        check(
            &app,
            &[
                ("fallback", from("GET /y", APP), bare(status)),
                ("nested", from("GET /v1/y", APP), bare(status)),
                ("the router's own 405", from("POST /x", APP), readable(405, APP)),
            ],
        )
        .await;
    }
}

/// Two paths for axum are two paths for the policies.
#[tokio::test]
async fn slashes_tell_paths_apart() {
    #[cors(origins = ["https://admin.example.com"])]
    async fn of_admin() {}

    let app = CorsRouter::new().route("/x", routes![get(list)]).route("//x", routes![get(of_admin)]).into_router();
    let double = |origin: &str| {
        let request = http::Request::get(Uri::builder().path_and_query("//x").build().expect("a path"));
        request.header("origin", origin).body(Body::empty()).expect("a request")
    };
    let allowed = |response: Response| response.headers().get("access-control-allow-origin").cloned();
    assert_eq!(allowed(app.clone().oneshot(double(ADMIN)).await.expect("infallible")).expect("allowed"), ADMIN);
    assert_eq!(allowed(app.clone().oneshot(double(APP)).await.expect("infallible")), None);
    check(&app, &[("one", from("GET /x", APP), readable(200, APP)), ("one", from("GET /x", ADMIN), unreadable(200))])
        .await;
}

/// Allows the origin in the state of its router.
struct Tenants;
static TENANTS: Tenants = Tenants;

#[derive(Clone)]
struct Known(&'static str);

impl OriginSource for Tenants {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
        let Known(known) = request.state().ok_or("no state")?;
        let path = request.parts().uri.path();
        let found: Option<AllowedOrigin<'r>> = origin.find_in(&OriginPattern::parse(known).map_err(|_| "no pattern")?);
        // The path is the one that the client has sent.
        Ok(found.filter(|_| path.starts_with("/outer/") || !path.contains("nested")))
    }
}

#[cors(origins = TENANTS, allow_headers = ["content-type"])]
struct ByTenant;

#[cors(policy = ByTenant)]
async fn by_tenant(State(Known(known)): State<Known>) -> &'static str {
    known
}

/// `GET` of a router with one state, and `POST` of a router with another one, on the same path.
#[tokio::test]
async fn a_source_has_the_state_of_its_own_router() {
    let only = |origin: &str, methods: &str| granted(origin, methods).headers("content-type").max_age("0");
    let with = |known: &'static str, routes| CorsRouter::new().route("/x", routes).with_state::<()>(Known(known));
    for app in [
        with("https://app.example.com", routes![get(by_tenant)])
            .merge(with("https://admin.example.com", routes![post(by_tenant)])),
        with("https://admin.example.com", routes![post(by_tenant)])
            .merge(with("https://app.example.com", routes![get(by_tenant)])),
    ] {
        let app = app.into_router();
        check(
            &app,
            &[
                ("GET", from("GET /x", APP), readable(200, APP)),
                ("GET", from("GET /x", ADMIN), unreadable(200)),
                ("POST", from("POST /x", ADMIN), readable(200, ADMIN)),
                ("POST", from("POST /x", APP), unreadable(200)),
                // One policy, and two states that know different origins: what one allows says nothing about the other's method.
                ("preflight", preflight("GET /x", APP), only(APP, "GET, HEAD")),
                ("preflight", preflight("POST /x", ADMIN), only(ADMIN, "POST")),
                ("preflight", preflight("POST /x", APP), other_methods(APP, "GET, HEAD")),
                ("preflight", preflight("GET /x", ADMIN), other_methods(ADMIN, "POST")),
                ("preflight", preflight("PUT /x", APP), other_methods(APP, "GET, HEAD").headers("content-type")),
                ("preflight", preflight("POST /x", EVIL), denied()),
                ("405", from("PUT /x", APP), readable(405, APP)),
                ("405", from("PUT /x", ADMIN), readable(405, ADMIN)),
                ("405", from("PUT /x", EVIL), unreadable(405)),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn a_source_sees_the_path_that_was_sent() {
    let nested =
        CorsRouter::new().route("/nested", routes![get(by_tenant)]).with_state::<()>(Known("https://app.example.com"));
    let app = Router::new().nest("/outer", Router::new().nest("/{id}", nested.into_router()));
    check(&app, &[("nested", from("GET /outer/7/nested", APP), readable(200, APP))]).await;
}

/// What an inner router finds in its extensions is what it finds below axum's own `nest_service`.
#[tokio::test]
async fn a_nested_service_sees_what_axum_shows() {
    async fn seen(path: RawPathParams, Matched(matched): Matched, OriginalUri(uri): OriginalUri) -> String {
        let params: Vec<_> = path.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{params:?} {matched} {uri}")
    }
    async fn one(Path(id): Path<u32>) -> String {
        id.to_string()
    }
    let inner = || {
        Router::new()
            .route("/", routing::get(seen))
            .route("/{id}", routing::get(one))
            .route("/deep/{a}/{*rest}", routing::get(seen))
            .fallback(|nested: NestedPath| async move { format!("fallback of {}", nested.as_str()) })
    };
    for (prefix, paths) in [
        ("/files", ["/files", "/files/", "/files/7", "/files/deep/x/y/z", "/files/other/y", "/files/8?q"]),
        (
            "/{tenant}/files/",
            ["/t/files/", "/t/files/7", "/t/files/deep/x/y", "/t/files/deep/x/y/z", "/t/files/a/b", "/t/files"],
        ),
    ] {
        let ours = CorsRouter::new().nest_service(prefix, with_policy(App).any_service(inner())).into_router();
        let axums: Router = Router::new().nest_service(prefix, inner());
        for path in paths {
            let (ours, axums) =
                (request(&format!("GET {path}")).send(&ours).await, request(&format!("GET {path}")).send(&axums).await);
            assert_eq!((ours.status, &ours.body), (axums.status, &axums.body), "{prefix} {path}");
        }
    }
}

/// `MatchedPath`, where there is one.
struct Matched(String);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Matched {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Matched(parts.extensions.get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned()))
    }
}
