//! `enforce` where it cannot be foreseen which handler runs: a handler never runs for an origin that its policy does not allow.

use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{
    App, Error, HttpMessage as _, HttpResponse,
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    get, guard,
    http::Method,
    middleware::{Next, from_fn},
    post, web,
};
use cors_actix::{
    OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, cors, resource, routes, scope, with_policy,
};
use cors_tests::exchange::{ADMIN, APP, Answer, EVIL, from, request};

use super::answers;

static RUNS: AtomicUsize = AtomicUsize::new(0);

#[cors(origins = ["https://app.example.com"], enforce)]
#[post("/x")]
async fn strict() -> &'static str {
    RUNS.fetch_add(1, Ordering::Relaxed);
    "strict"
}

/// Serves the same path for other requests; its guards are not visible to CORS.
#[get("/x")]
async fn plain() -> &'static str {
    "plain"
}

#[actix_web::test]
async fn behind_a_service_that_is_not_known() {
    let in_front =
        web::resource("/x").guard(guard::Header("x-plain", "1")).to(|| async { HttpResponse::Ok().body("in front") });
    let app = App::new()
        .with_cors()
        .service_without_cors(in_front)
        .service_without_cors(plain)
        .service(routes![strict])
        .finish();
    let own = from("POST /x", "https://api.example.com").header("host", "api.example.com");
    let foreign_to_another = from("POST /x", EVIL).header("x-plain", "1");
    let asks = vec![
        from("POST /x", EVIL),
        from("POST /x", "null"),
        from("POST /x", APP),
        own,
        request("POST /x"),
        // Not for this policy to refuse.
        foreign_to_another,
        from("GET /x", EVIL),
    ];
    let answers = answers(app, asks).await;
    let short: Vec<_> =
        answers.iter().map(|answer| (answer.status, answer.allowed_origin(), answer.header("vary"))).collect();
    assert_eq!(
        short,
        [
            (403, None, Some("Origin, Host, Sec-Fetch-Site, Forwarded, X-Forwarded-Proto")),
            (403, None, Some("Origin, Sec-Fetch-Site")),
            (200, Some(APP), Some("Origin, Cookie")),
            (200, None, Some("Origin, Host, Sec-Fetch-Site, Forwarded, X-Forwarded-Proto")),
            (200, None, Some("Origin, Sec-Fetch-Site")),
            (200, None, None),
            (200, None, None),
        ]
    );
    assert_eq!(RUNS.load(Ordering::Relaxed), 3);
}

#[cors(origins = ["https://app.example.com"], enforce)]
struct ForApp;

#[cors(origins = ["https://admin.example.com"], enforce)]
struct ForAdmin;

/// Status, and every `Access-Control-*` header.
fn short(answer: &Answer) -> (u16, Vec<&str>) {
    (answer.status, answer.access_control())
}

const ALLOWED: &[&str] = &["access-control-allow-origin"];

async fn put(mut request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    request.head_mut().method = Method::PUT;
    next.call(request).await
}

#[actix_web::test]
async fn by_a_method_that_a_middleware_has_made_of_another() {
    static PUTS: AtomicUsize = AtomicUsize::new(0);
    let count = || async {
        PUTS.fetch_add(1, Ordering::Relaxed);
        "put"
    };
    // The origin that may use POST does not reach PUT, and cannot read that it was refused.
    let by_hand = || resource("/x").route(with_policy(ForApp).post(|| async { "post" }));
    let finished = App::new()
        .with_cors()
        .service(by_hand().route(with_policy(ForAdmin).put(count)))
        .service(scope("/in").service(by_hand().route(with_policy(ForAdmin).put(count)).wrap(from_fn(put))))
        .wrap(from_fn(put))
        .finish();
    let asks = vec![
        from("POST /x", APP),
        from("POST /in/x", APP),
        from("POST /x", EVIL),
        // By the policy of POST, which refuses it before the middleware runs.
        from("POST /x", ADMIN),
        from("PUT /x", ADMIN),
        request("POST /x"),
    ];
    let answers = answers(finished, asks).await;
    let found: Vec<_> = answers.iter().map(short).collect();
    let refused = (403, Vec::new());
    let expected =
        [refused.clone(), refused.clone(), refused.clone(), refused, (200, ALLOWED.to_vec()), (200, Vec::new())];
    assert_eq!(found, expected);
    assert_eq!(PUTS.load(Ordering::Relaxed), 2);
}

#[actix_web::test]
async fn headers_of_middleware_do_not_open_a_refusal() {
    async fn open(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
        let outcome = next.call(request).await;
        let mut response = match outcome {
            Ok(response) => response,
            Err(mut error) => {
                error.add_response_mapper(|mut response| {
                    let any = actix_web::http::header::HeaderValue::from_static("*");
                    response.headers_mut().insert(actix_web::http::header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
                    response
                });
                return Err(error);
            }
        };
        let any = actix_web::http::header::HeaderValue::from_static("*");
        response.headers_mut().insert(actix_web::http::header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
        Ok(response)
    }
    let by_hand = resource("/x").route(with_policy(ForApp).put(|| async { "put" }));
    let finished = App::new().with_cors().service(by_hand).wrap(from_fn(put)).wrap(from_fn(open)).finish();
    let answers = answers(finished, vec![from("POST /x", EVIL)]).await;
    assert_eq!(answers.iter().map(short).collect::<Vec<_>>(), [(403, vec![])]);
}

/// The tenant that a session puts into a request.
struct Tenant(&'static str);

async fn session(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    let is_admin = request.headers().contains_key("x-admin");
    request.extensions_mut().insert(Tenant(if is_admin { "admin" } else { "app" }));
    next.call(request).await
}

#[actix_web::test]
async fn guards_read_what_a_middleware_puts_into_the_request() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let is = |name: &'static str| {
        guard::fn_guard(move |context| {
            ASKED.fetch_add(1, Ordering::Relaxed);
            context.req_data().get::<Tenant>().is_some_and(|tenant| tenant.0 == name)
        })
    };
    let finished = App::new()
        .with_cors()
        .service(resource("/x").guard(is("app")).route(with_policy(ForApp).post(|| async { "app" })))
        .service(resource("/x").guard(is("admin")).route(with_policy(ForAdmin).post(|| async { "admin" })))
        .wrap(from_fn(session))
        .finish();
    let of_admin = |origin| from("POST /x", origin).header("x-admin", "1");
    let asks =
        vec![from("POST /x", APP), from("POST /x", ADMIN), of_admin(ADMIN), of_admin(APP), from("POST /x", EVIL)];
    let answers = answers(finished, asks).await;
    let found: Vec<_> = answers.iter().map(|answer| (answer.status, answer.allowed_origin())).collect();
    assert_eq!(found, [(200, Some(APP)), (403, None), (200, Some(ADMIN)), (403, None), (403, None)]);
    // Once each, until one passes.
    assert_eq!(ASKED.load(Ordering::Relaxed), 1 + 1 + 2 + 2 + 1);
}

struct Knows;
static KNOWS: Knows = Knows;

impl OriginSource for Knows {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, _: SourceRequest<'_>) -> SourceResult<'r> {
        Ok(origin.find_in("https://app.example.com"))
    }
}

#[cors(origins = KNOWS, enforce)]
struct OfSource;

#[actix_web::test]
async fn a_source_is_queried_before_and_enforced_at_the_handler() {
    let guarded = |name| {
        let has = guard::fn_guard(move |context| context.head().headers().contains_key(name));
        resource("/x").guard(has)
    };
    let finished = App::new()
        .with_cors()
        .service(guarded("x-source").route(with_policy(OfSource).post(|| async { "source" })))
        .service(guarded("x-list").route(with_policy(ForAdmin).post(|| async { "list" })))
        .service(resource("/y").route_without_cors(web::to(|| async { "never" })))
        .wrap(from_fn(rewrite))
        .finish();
    let ask = |origin, name| from("POST /x", origin).header(name, "1");
    let rewritten = from("POST /y", APP).header("x-source", "1").header("x-to-x", "1");
    let asks = vec![ask(APP, "x-source"), ask(EVIL, "x-source"), ask(ADMIN, "x-list"), ask(APP, "x-list"), rewritten];
    let answers = answers(finished, asks).await;
    let found: Vec<_> = answers.iter().map(|answer| (answer.status, answer.allowed_origin())).collect();
    // The last was not judged by the policy of the handler that it comes to: the source was not asked.
    assert_eq!(found, [(200, Some(APP)), (403, None), (200, Some(ADMIN)), (403, None), (403, None)]);
}

async fn rewrite(mut request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    if request.headers().contains_key("x-to-x") {
        let uri = "/x".parse().expect("a path");
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    next.call(request).await
}
