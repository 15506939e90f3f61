//! Preflights and methods: which policy answers, and what runs.

use std::panic;

use actix_web::guard;
use cors_actix::WithCors;

use cors_tests::{
    driver::{Driver, call_actix},
    exchange::{
        ADMIN, APP, EVIL, bare, check, denied, from, frontend, frontend_readable, granted, other_methods, preflight,
        readable, request, unreadable,
    },
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v01_cve_2015_9236_a_preflight_for_a_route_without_access
    v03_fastify_cors_11_4_3_a_preflight_knows_what_a_route_overrides
    v04_micronaut_pr_12865_the_first_route_of_a_path_does_not_answer_for_the_others
    v05_flask_cors_6_0_5_the_order_of_methods_does_not_matter
    v07_cve_2020_5397_a_preflight_runs_nothing
    v08_express_2_8_6_the_attribute_alone_answers_preflights
    v09_fastify_cors_88_options_that_is_no_preflight_is_the_applications
    v10_hapi_4397_a_preflight_for_a_path_that_does_not_exist
}

/// hapi: CORS was off on a route, but its preflight was answered with the server's defaults, and the request then ran.
/// Asked: the preflight for a method without access, beside a method with access and alone.
async fn v01_cve_2015_9236_a_preflight_for_a_route_without_access(app: &App<impl Driver>) {
    let rows = [
        (preflight("DELETE /half-closed", APP), other_methods(APP, "GET, [HEAD]")),
        (preflight("DELETE /half-closed", EVIL), denied()),
        (preflight("GET /half-closed", APP), granted(APP, "GET, [HEAD]")),
        (preflight("DELETE /closed", APP), denied()),
        (preflight("GET /closed", APP), denied()),
        // Nothing of the answer depends on who asks.
        (from("DELETE /closed", APP), bare(200)),
    ];
    check(app, &rows).await;
}

/// @fastify/cors: preflights were answered by the global options alone. A route that is switched off was allowed, and an origin
/// that only the route lists could not pass. Asked: both directions, with the same base policy.
async fn v03_fastify_cors_11_4_3_a_preflight_knows_what_a_route_overrides(app: &App<impl Driver>) {
    let rows = [
        (preflight("DELETE /switched-off", APP), denied()),
        (preflight("DELETE /switched-off", ADMIN), denied()),
        (preflight("DELETE /moved", ADMIN), frontend(ADMIN, "DELETE")),
        (preflight("DELETE /moved", APP), denied()),
        (from("DELETE /switched-off", APP), bare(200)),
        (from("DELETE /moved", ADMIN), frontend_readable(200, ADMIN)),
        (from("DELETE /moved", APP), unreadable(200)),
    ];
    check(app, &rows).await;
}

/// Micronaut: a preflight was answered by the first route of the path, whatever method it asked for.
/// Asked: GET lets in one page and POST another, all four ways.
async fn v04_micronaut_pr_12865_the_first_route_of_a_path_does_not_answer_for_the_others(app: &App<impl Driver>) {
    let rows = [
        (preflight("GET /two", APP), granted(APP, "GET, [HEAD]")),
        (preflight("POST /two", ADMIN), granted(ADMIN, "POST")),
        (preflight("GET /two", ADMIN), other_methods(ADMIN, "POST")),
        (preflight("POST /two", APP), other_methods(APP, "GET, [HEAD]")),
        (preflight("POST /two", EVIL), denied()),
    ];
    check(app, &rows).await;
}

/// flask-cors: GET's policy answered the preflight for POST, and the page that POST lets in was turned away.
/// Asked: the same two handlers, mounted in either order, answer every request alike.
async fn v05_flask_cors_6_0_5_the_order_of_methods_does_not_matter(app: &App<impl Driver>) {
    for path in ["/two", "/two-reversed"] {
        let rows = [
            (preflight(&format!("POST {path}"), ADMIN), granted(ADMIN, "POST")),
            (preflight(&format!("POST {path}"), APP), other_methods(APP, "GET, [HEAD]")),
            (preflight(&format!("GET {path}"), APP), granted(APP, "GET, [HEAD]")),
            (from(&format!("POST {path}"), ADMIN), readable(200, ADMIN)),
            (from(&format!("POST {path}"), APP), unreadable(200)),
            (from(&format!("GET {path}"), APP), readable(200, APP)),
        ];
        check(app, &rows).await;
    }
}

/// Spring: where several handlers fitted, a preflight allowed every origin, method and header, with credentials.
/// Asked: actix-web's guards hide from a preflight which of two handlers will run, so that neither answers.
#[tokio::test]
async fn v06_spring_gh_26490_an_ambiguous_preflight_is_denied() {
    #[cors_actix::cors(origins = ["https://app.example.com"])]
    struct ForApp;
    #[cors_actix::cors(origins = ["https://admin.example.com"], credentials)]
    struct ForAdmin;
    let by_header = cors_actix::resource("/x").guard(guard::Header("x-version", "2"));
    let app = actix_web::App::new()
        .with_cors()
        .service(by_header.route(cors_actix::with_policy(ForApp).put(|| async { "" })))
        .service(cors_actix::resource("/x").route(cors_actix::with_policy(ForAdmin).put(|| async { "" })))
        .finish();
    let app = call_actix(app).await;
    let rows = [
        (preflight("PUT /x", APP), denied()),
        (preflight("PUT /x", ADMIN), denied()),
        (preflight("PUT /x", EVIL), denied()),
        // What runs is known here.
        (from("PUT /x", APP).header("x-version", "2"), readable(200, APP)),
        (from("PUT /x", ADMIN).header("x-version", "2"), unreadable(200)),
        (from("PUT /x", ADMIN), readable(200, ADMIN).credentials()),
    ];
    check(&app, &rows).await;
}

/// The same, for axum: it has no guards, and two handlers for one method of a path end the program when it starts.
#[test]
fn v06_spring_gh_26490_two_handlers_of_one_method_do_not_start() {
    #[cors_axum::cors(origins = ["https://app.example.com"])]
    async fn one() {}
    #[cors_axum::cors(origins = "*")]
    async fn other() {}
    let start = || {
        let router = cors_axum::CorsRouter::<()>::new().route("/x", cors_axum::routes![put(one)]);
        drop(router.route("/x", cors_axum::routes![put(other)]).into_router());
    };
    let message = panic::catch_unwind(start).expect_err("it does not start");
    let message = message.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
    assert!(message.contains("`PUT /x` already exists"), "{message}");
}

/// Spring: interceptors and handlers ran for preflights, so that a preflight with a client certificate changed something.
/// Asked: no extractor and no layer runs, whatever the answer is; and for an actual request both do.
async fn v07_cve_2020_5397_a_preflight_runs_nothing(app: &App<impl Driver>) {
    for asked in [
        preflight("POST /users", APP).request_headers("content-type"),
        preflight("POST /users", EVIL),
        preflight("PATCH /users", APP),
        preflight("DELETE /users", APP),
        preflight("POST /strict", EVIL),
        preflight("POST /users", "null").header("cookie", "session=1"),
    ] {
        asked.send(app).await;
        assert_eq!(app.runs.so_far(), [0, 0], "extractors, layers: {asked}");
    }
    from("POST /users", APP).send(app).await;
    assert_eq!(app.runs.so_far(), [1, 1], "extractors, layers");
}

/// Express: `app.delete('/x', cors())` answers no preflight without `app.options('/x', cors())`.
/// Asked: a handler for DELETE and its attribute are all there is.
async fn v08_express_2_8_6_the_attribute_alone_answers_preflights(app: &App<impl Driver>) {
    let rows = [
        (preflight("DELETE /delete-only", APP), granted(APP, "DELETE")),
        (from("DELETE /delete-only", APP), readable(200, APP)),
    ];
    check(app, &rows).await;
}

/// Fiber, fastify-cors#88, actix-extras#225: every OPTIONS was taken for a preflight.
/// Asked: without `Origin` or `Access-Control-Request-Method` it reaches the application's own handler.
async fn v09_fastify_cors_88_options_that_is_no_preflight_is_the_applications(app: &App<impl Driver>) {
    let no_origin = request("OPTIONS /options").header("access-control-request-method", "GET");
    for (asked, expected) in [
        (from("OPTIONS /options", APP), frontend_readable(200, APP)),
        (from("OPTIONS /options", EVIL), unreadable(200)),
        (no_origin, unreadable(200)),
        (request("OPTIONS /options"), unreadable(200)),
    ] {
        let answer = asked.send(app).await;
        expected.on(app.framework()).check("", &asked, &answer);
        assert_eq!(answer.body, "own_options", "{asked}");
    }
    check(app, &[(preflight("GET /options", APP), frontend(APP, "GET, [HEAD], OPTIONS"))]).await;
}

/// hapi, flask-cors: a preflight for an existing path got 404; fastify: one for a path that does not exist was allowed.
/// Asked: what has no handler has no policy, and the application's 404 is left as it is.
async fn v10_hapi_4397_a_preflight_for_a_path_that_does_not_exist(app: &App<impl Driver>) {
    let rows = [
        (preflight("GET /nowhere", APP), bare(404)),
        (preflight("GET /users/7/nowhere", APP), bare(404)),
        (preflight("GET /users", APP), frontend(APP, "GET, [HEAD], POST")),
        // The path exists, the method does not.
        (
            preflight("PATCH /users", APP),
            other_methods(APP, "GET, [HEAD], POST").credentials().headers("content-type, authorization"),
        ),
    ];
    check(app, &rows).await;
}
