//! The policy is that of the handler that runs; where that is not certain, the preflight is denied.

use actix_web::{
    App, HttpResponse, get,
    guard::{self, GuardContext},
    post, put, web,
};
use cors_actix::{ServiceConfig, WithCors, cors, routes, with_policy};
use cors_tests::exchange::{ADMIN, APP, ClientRequest, EVIL, from, preflight};

use super::{admin, answer, app, none, outcomes};

#[cors(origins = ["https://app.example.com"])]
struct ForApp;

#[cors(origins = ["https://admin.example.com"])]
struct ForAdmin;

macro_rules! handlers {
    ($( $policy:ident $method:ident $path:literal $name:ident )+) => {
        $(
            #[cors(policy = $policy)]
            #[$method($path)]
            async fn $name() -> &'static str {
                stringify!($name)
            }
        )+
    };
}

handlers! {
    ForApp get "/users/{id}" user
    ForAdmin get "/users/me" me_too_late
    ForAdmin post "/users/me" post_me
    ForAdmin get r"/items/{id:\d+}" item
    ForApp get "/items/{name}" named_item
    ForAdmin get "/files/private" private_file
    ForApp get "/files/{path:.*}" file
    ForApp get "/x" x
    ForAdmin put "/x" put_x
    ForAdmin get "/x" another_x
}

#[actix_web::test]
async fn overlapping_patterns_in_the_order_of_registration() {
    let services = routes![user, me_too_late, post_me, item, named_item, private_file, file];
    let found = outcomes(
        App::new().with_cors().service(services).finish(),
        vec![
            // `user` was registered first, so it serves `GET /users/me`; but not POST.
            from("GET /users/me", APP),
            preflight("GET /users/me", APP),
            preflight("GET /users/me", ADMIN),
            from("POST /users/me", ADMIN),
            preflight("POST /users/me", ADMIN),
            // A regular expression in a segment.
            preflight("GET /items/7", ADMIN),
            from("GET /items/7", ADMIN),
            preflight("GET /items/seven", APP),
            preflight("GET /items/seven", ADMIN),
            // A tail.
            preflight("GET /files/private", ADMIN),
            preflight("GET /files/private", APP),
            preflight("GET /files/private/more", APP),
            from("GET /files/a/b", APP),
            // Matched as actix matches: decoded.
            from("GET /files/%70rivate", ADMIN),
            preflight("GET /files/%70rivate", ADMIN),
        ],
    )
    .await;
    let expected = [
        app(200),
        app(204),
        // The answer lists POST, which the page may use.
        admin(204),
        admin(200),
        admin(204),
        admin(204),
        admin(200),
        app(204),
        none(403),
        admin(204),
        none(403),
        app(204),
        app(200),
        admin(200),
        admin(204),
    ];
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn methods_of_one_path_in_several_services() {
    let finished = || App::new().with_cors().service(routes![x]).service(routes![put_x, another_x]).finish();
    let listed = answer(finished(), preflight("GET /x", APP)).await;
    assert_eq!(listed.header("access-control-allow-methods"), Some("GET"));
    let other = answer(finished(), preflight("GET /x", ADMIN)).await;
    assert_eq!((other.status, other.header("access-control-allow-methods")), (204, Some("PUT")));
    assert_eq!(
        outcomes(finished(), vec![preflight("PUT /x", ADMIN), from("GET /x", APP)]).await,
        [admin(204), app(200)]
    );
}

#[cors(policy = ForApp)]
#[get("/show/{id}")]
async fn show(path: web::Path<(String, u32)>) -> String {
    format!("{} {}", path.0, path.1)
}

#[actix_web::test]
async fn nested_scopes_with_parameters() {
    let inner = || cors_actix::scope("/{tenant}").service(routes![show]);
    let finished = || {
        App::new()
            .with_cors()
            .service(cors_actix::scope("/v2").service(routes![x]).service(inner()))
            // Never reached: actix has entered `/v2` above.
            .service(cors_actix::scope("/v2").service(routes![another_x, put_x]))
            .service(cors_actix::scope("").service(routes![put_x]))
            .finish()
    };
    let found = outcomes(
        finished(),
        vec![
            preflight("GET /v2/acme/show/7", APP),
            from("GET /v2/acme/show/7", APP),
            preflight("GET /v2/x", APP),
            from("PUT /v2/x", ADMIN),
            preflight("PUT /v2/x", ADMIN),
            preflight("PUT /x", ADMIN),
            from("PUT /x", ADMIN),
            from("GET /v2/acme/show/seven", APP),
        ],
    )
    .await;
    // The 404 of the scope is not readable; the 404 of an extractor is.
    assert_eq!(found, [app(204), app(200), app(204), none(404), none(403), admin(204), admin(200), app(404)]);
    assert_eq!(answer(finished(), from("GET /v2/acme/show/7", APP)).await.body, "acme 7");
}

fn by_host(name: &'static str, address: &str) -> ClientRequest {
    let (line, origin) = address.split_once(" from ").expect("`line from origin`");
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    match method.strip_prefix('?') {
        Some(asked) => {
            from(&format!("OPTIONS {path}"), origin).header("host", name).header("access-control-request-method", asked)
        }
        None => from(line, origin).header("host", name),
    }
}

#[actix_web::test]
async fn guards_for_hosts_separate_policies() {
    let finished = App::new()
        .with_cors()
        .service(cors_actix::scope("").guard(guard::Host("api.example.com")).service(routes![x]))
        .service(
            cors_actix::resource("/x")
                .guard(guard::Host("admin.example.com"))
                .route(with_policy(ForAdmin).get(|| async { "admin" })),
        )
        .finish();
    let ask = |host, line: &str, origin: &str| by_host(host, &format!("{line} from {origin}"));
    let found = outcomes(
        finished,
        vec![
            ask("api.example.com", "?GET /x", APP),
            ask("api.example.com", "?GET /x", ADMIN),
            ask("api.example.com", "GET /x", APP),
            ask("admin.example.com", "?GET /x", ADMIN),
            ask("admin.example.com", "?GET /x", APP),
            ask("admin.example.com", "GET /x", ADMIN),
            ask("elsewhere.example.com", "GET /x", APP),
        ],
    )
    .await;
    assert_eq!(found, [app(204), none(403), app(200), admin(204), none(403), admin(200), none(404)]);
}

fn is_v2(context: &GuardContext<'_>) -> bool {
    context.head().headers().contains_key("x-v2")
}

#[cors(policy = ForApp)]
#[get("/x", guard = "is_v2")]
async fn guarded_x() -> &'static str {
    "guarded"
}

#[actix_web::test]
async fn guards_that_a_preflight_does_not_show() {
    for finished in [
        // By an attribute, by a resource, by a scope: a function or a header.
        App::new().with_cors().service(routes![guarded_x, another_x]),
    ] {
        let denied = answer(finished.finish(), preflight("GET /x", APP)).await;
        assert_eq!((denied.status, denied.allowed_origin()), (403, None));
        denied.assert_denied_because("ambiguous_route");
    }
    let by_header = || {
        App::new()
            .with_cors()
            .service(cors_actix::scope("").guard(guard::Header("x-v2", "1")).service(routes![x]))
            .service(routes![another_x, put_x])
            .finish()
    };
    let v2 = |line, origin| from(line, origin).header("x-v2", "1");
    let found = outcomes(
        by_header(),
        vec![
            preflight("GET /x", APP),
            // This page may use PUT, whichever handler serves GET.
            preflight("GET /x", ADMIN),
            preflight("PUT /x", ADMIN),
            // What runs is known, and so is its policy.
            v2("GET /x", APP),
            v2("GET /x", ADMIN),
            from("GET /x", ADMIN),
            from("GET /x", APP),
        ],
    )
    .await;
    assert_eq!(found, [none(403), admin(204), admin(204), app(200), none(200), admin(200), none(200)]);
    let other = answer(by_header(), preflight("GET /x", ADMIN)).await;
    assert_eq!(other.header("access-control-allow-methods"), Some("PUT"));
}

#[actix_web::test]
async fn guards_between_handlers_with_one_policy() {
    let same = || cors_actix::resource("/x").route(with_policy(ForApp).get(|| async { "the other" }));
    let finished = App::new().with_cors().service(routes![guarded_x]).service(same()).finish();
    let v2 = from("GET /x", APP).header("x-v2", "1");
    assert_eq!(
        outcomes(finished, vec![preflight("GET /x", APP), from("GET /x", APP), v2]).await,
        [app(204), app(200), app(200),]
    );
}

#[get("/x")]
async fn plain_get() -> HttpResponse {
    HttpResponse::Ok().insert_header(("access-control-allow-origin", "*")).body("plain")
}

#[post("/x")]
async fn plain_post() -> &'static str {
    "plain"
}

#[actix_web::test]
async fn services_without_a_policy_behind_those_with_one() {
    let finished = || App::new().with_cors().service(routes![x]).service_without_cors(plain_post).finish();
    let found = outcomes(
        finished(),
        vec![
            preflight("GET /x", APP),
            from("GET /x", APP),
            from("POST /x", APP),
            preflight("POST /x", APP),
            preflight("POST /x", EVIL),
        ],
    )
    .await;
    // The answer lists GET, which the page may use.
    assert_eq!(found, [app(204), app(200), none(200), app(204), none(403)]);
    let other = answer(finished(), preflight("POST /x", APP)).await;
    assert_eq!(other.header("access-control-allow-methods"), Some("GET"));
    // The service may serve HEAD.
    let other = answer(finished(), preflight("HEAD /x", APP)).await;
    assert_eq!((other.status, other.header("access-control-allow-methods")), (204, Some("GET")));
}

/// A browser that has cached the header names sends POST with them, without asking again.
#[actix_web::test]
async fn a_preflight_is_cached_only_where_no_service_without_a_policy_shares_the_path() {
    #[cors(policy = ForApp, allow_headers = ["content-type"], max_age = "10m")]
    #[get("/x")]
    async fn page() -> &'static str {
        "page"
    }
    let cached =
        |app| async { answer(app, preflight("GET /x", APP)).await.header("access-control-max-age").map(str::to_owned) };
    let max_age = |seconds: &str| Some(seconds.to_owned());
    assert_eq!(cached(App::new().with_cors().service(routes![page]).finish()).await, max_age("600"));
    let behind = App::new().with_cors().service(routes![page]).service_without_cors(plain_post);
    assert_eq!(cached(behind.finish()).await, max_age("0"));
    // What has a place of its own does not matter.
    let elsewhere = cors_actix::scope("/plain").service_without_cors(plain_post);
    assert_eq!(cached(App::new().with_cors().service(routes![page]).service(elsewhere).finish()).await, max_age("600"));
    let by_hand = |route| {
        let policy = ForAppWithHeaders;
        cors_actix::resource("/x").route(with_policy(policy).get(|| async { "page" })).route_without_cors(route)
    };
    let beside = App::new().with_cors().service(by_hand(web::post().to(|| async { "plain" })));
    assert_eq!(cached(beside.finish()).await, max_age("0"));
}

#[cors(policy = ForApp, allow_headers = ["content-type"], max_age = "10m")]
struct ForAppWithHeaders;

#[actix_web::test]
async fn services_without_a_policy_in_front_of_those_with_one() {
    // It takes every GET, with its own headers, as it would without us.
    let finished = || App::new().with_cors().service_without_cors(plain_get).service(routes![x, put_x, user]).finish();
    let found = outcomes(
        finished(),
        vec![
            from("GET /x", APP),
            preflight("GET /x", APP),
            preflight("PUT /x", ADMIN),
            // It does not serve this path, which actix's resource map shows.
            preflight("GET /users/7", APP),
            from("GET /users/7", APP),
        ],
    )
    .await;
    assert_eq!(found, ["200 *".to_owned(), none(403), none(403), app(204), app(200)]);
    answer(finished(), preflight("GET /x", APP)).await.assert_denied_because("unknown_service");
}

#[actix_web::test]
async fn services_that_cors_does_not_see() {
    // Services that CORS does not see answer for themselves.
    let before = App::new().service(plain_post).with_cors().service(routes![x]).finish();
    assert_eq!(outcomes(before, vec![from("POST /x", APP), from("GET /x", APP)]).await, [none(200), app(200)]);
    let after = App::new().with_cors().service(routes![x]).finish().service(plain_post);
    assert_eq!(outcomes(after, vec![from("POST /x", APP), from("GET /x", APP)]).await, [none(200), app(200)]);
}

#[actix_web::test]
async fn a_path_without_a_policy() {
    let options =
        || web::resource("/plain").route(web::method(actix_web::http::Method::OPTIONS).to(|| async { "own" }));
    let finished = App::new().with_cors().service(routes![x]).service_without_cors(options()).finish();
    let own = answer(finished, preflight("GET /plain", APP)).await;
    assert_eq!((own.status, own.body.as_str(), own.cors_lines().len()), (200, "own", 0));
}

#[actix_web::test]
async fn routes_by_hand_in_their_order() {
    let by_hand = || {
        cors_actix::resource(["/a", "/b"])
            .route(with_policy(ForApp).get(|| async { "get" }))
            .route(with_policy(ForAdmin).any(|| async { "any" }).post(|| async { "too late" }))
    };
    let found = outcomes(
        App::new().with_cors().service(by_hand()).finish(),
        vec![
            preflight("GET /a", APP),
            preflight("POST /b", ADMIN),
            from("POST /b", ADMIN),
            // actix does not hand HEAD to a handler for GET.
            from("HEAD /a", ADMIN),
            preflight("HEAD /a", ADMIN),
            from("GET /b", APP),
        ],
    )
    .await;
    assert_eq!(found, [app(204), admin(204), admin(200), admin(200), admin(204), app(200)]);
    let listed = answer(App::new().with_cors().service(by_hand()).finish(), preflight("PUT /a", ADMIN)).await;
    assert_eq!(listed.header("access-control-allow-methods"), Some("HEAD, POST, PUT, DELETE, PATCH"));
}

#[actix_web::test]
async fn methods_and_paths_without_a_handler() {
    let by_hand = || cors_actix::resource("/hand").route(with_policy(ForApp).get(|| async { "get" }));
    let closed = App::new().with_cors().service(by_hand()).service(routes![x]).finish();
    // 405 where a resource answers, 404 where actix goes on looking: readable for origins that may use another method.
    let asks =
        || vec![from("PUT /hand", APP), from("PUT /x", APP), from("PUT /elsewhere", APP), from("PUT /hand", EVIL)];
    assert_eq!(outcomes(closed, asks()).await, [app(405), app(404), none(404), none(405)]);
    // A default service is a handler without a policy; actix calls it for `PUT /x`.
    let teapot = || async { HttpResponse::ImATeapot().finish() };
    let open = App::new()
        .with_cors()
        .service(by_hand())
        .service(routes![x])
        .default_service_without_cors(web::to(teapot))
        .finish();
    assert_eq!(outcomes(open, asks()).await, [app(405), none(418), none(418), none(405)]);
}

fn configured(config: &mut ServiceConfig) {
    config
        .service(routes![x])
        .configure(|config| {
            config.service(cors_actix::scope("/deep").configure(|config| {
                config.service(routes![put_x]).app_data(7_u8);
            }));
        })
        .external_resource("docs", "https://docs.example.com/{page}")
        .service_without_cors(web::resource("/plain").to(|| async { "plain" }))
        .default_service_without_cors(web::to(|| async { "default" }));
}

#[actix_web::test]
async fn configuration_in_parts() {
    let finished = App::new().with_cors().configure(configured).finish();
    let found = outcomes(
        finished,
        vec![
            preflight("GET /x", APP),
            from("GET /x", APP),
            preflight("PUT /deep/x", ADMIN),
            from("PUT /deep/x", ADMIN),
            from("GET /plain", APP),
            from("GET /elsewhere", APP),
        ],
    )
    .await;
    assert_eq!(found, [app(204), app(200), admin(204), admin(200), none(200), none(200)]);
}
