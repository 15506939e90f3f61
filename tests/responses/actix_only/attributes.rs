//! The route attributes: every one, and every argument.

use actix_web::{
    App, HttpRequest, HttpResponse, Responder,
    body::MessageBody,
    connect, delete,
    dev::{ServiceRequest, ServiceResponse},
    get,
    guard::GuardContext,
    head,
    http::header::{HeaderName, HeaderValue},
    middleware::{self, Next},
    options, patch, post, put, route, trace, web,
};
use cors_actix::{WithCors, cors, routes};
use cors_tests::exchange::{ADMIN, APP, EVIL, from, preflight, request};

use super::{answer, answers, outcomes};

/// A policy with a name.
#[cors(origins = ["https://app.example.com"], credentials, expose_headers = ["x-total-count"], max_age = "2h")]
pub(crate) struct Frontend;

#[cors(policy = Frontend, allow(forgeable, reason = "the handlers of this test change nothing"))]
struct Posted;

/// Lists users.
#[cors(policy = Frontend)]
#[get("/users/{id}")]
async fn show(id: web::Path<u32>) -> String {
    format!("user {id}")
}

#[actix_web::test]
async fn a_handler_stays_a_function() {
    assert_eq!(show(web::Path::from(7)).await, "user 7");
}

#[actix_web::test]
async fn a_handler_with_its_policy() {
    let app = App::new().with_cors().service(routes![show]).finish();
    let answers = answers(
        app,
        vec![
            preflight("GET /users/7", APP),
            from("GET /users/7", APP),
            from("GET /users/7", EVIL),
            preflight("GET /users/7", EVIL),
            request("GET /users/7"),
            preflight("GET /elsewhere", APP),
        ],
    )
    .await;
    let [allowed, read, unread, denied, no_origin, elsewhere] = answers.try_into().expect("six answers");
    assert_eq!(allowed.status, 204);
    assert_eq!(allowed.header("access-control-allow-methods"), Some("GET"));
    assert_eq!(allowed.header("access-control-max-age"), Some("7200"));
    assert_eq!((read.status, read.body.as_str(), read.allowed_origin()), (200, "user 7", Some(APP)));
    assert_eq!(read.header("vary"), Some("Origin"));
    assert_eq!(read.header("access-control-expose-headers"), Some("x-total-count"));
    assert_eq!((unread.status, unread.allowed_origin(), unread.header("vary")), (200, None, Some("Origin")));
    assert_eq!((denied.status, denied.allowed_origin()), (403, None));
    denied.assert_denied_because("origin_not_allowed");
    assert_eq!((no_origin.status, no_origin.header("vary")), (200, Some("Origin")));
    assert_eq!((elsewhere.status, elsewhere.cors_lines().len()), (404, 0));
}

macro_rules! of_one_method {
    ($($method:ident $name:ident)+) => {
        $(
            #[cors(policy = Posted)]
            #[$method("/x")]
            async fn $name() -> &'static str {
                stringify!($name)
            }
        )+
    };
}

of_one_method! {
    get a_get post a_post put a_put delete a_delete head a_head options an_options patch a_patch trace a_trace connect a_connect
}

#[actix_web::test]
async fn every_attribute_for_one_method() {
    let app = || {
        App::new()
            .with_cors()
            .service(routes![a_get, a_post, a_put, a_delete, a_head, an_options, a_patch, a_trace, a_connect])
            .finish()
    };
    for (method, name) in [
        ("GET", "a_get"),
        ("POST", "a_post"),
        ("PUT", "a_put"),
        ("DELETE", "a_delete"),
        ("HEAD", "a_head"),
        ("OPTIONS", "an_options"),
        ("PATCH", "a_patch"),
        ("TRACE", "a_trace"),
        ("CONNECT", "a_connect"),
    ] {
        let answer = answer(app(), from(&format!("{method} /x"), APP)).await;
        assert_eq!((answer.status, answer.body.as_str(), answer.allowed_origin()), (200, name, Some(APP)));
    }
    let listed = answer(app(), preflight("PUT /x", APP)).await;
    assert_eq!(
        listed.header("access-control-allow-methods"),
        Some("GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS"),
        "no script can send the others"
    );
}

#[cors(policy = Frontend)]
#[actix_web::get("/by-path")]
async fn by_path() -> &'static str {
    "by path"
}

#[cors(policy = Posted)]
#[route("/several", method = "GET", method = "POST", method = "PURGE", name = "own-name")]
async fn several(request: HttpRequest) -> impl Responder {
    format!("{} {}", request.method(), request.url_for("own-name", [] as [&str; 0]).expect("a name").path())
}

#[cors(policy = Posted)]
#[actix_web::routes]
#[get("/one")]
#[post("/two/{id}", name = "two")]
async fn many() -> &'static str {
    "many"
}

fn only_v2(context: &GuardContext<'_>) -> bool {
    context.head().headers().get("x-version").is_some_and(|version| version == "2")
}

async fn stamp<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let mut response = next.call(request).await?;
    response.headers_mut().append(HeaderName::from_static("vary"), HeaderValue::from_static("x-stamp"));
    Ok(response)
}

#[cors(policy = Frontend)]
#[get("/guarded", guard = "only_v2", wrap = "middleware::from_fn(stamp)")]
async fn guarded() -> &'static str {
    "guarded"
}

#[actix_web::test]
async fn every_argument() {
    let app = || App::new().with_cors().service(routes![by_path, several, many, guarded]).finish();
    let found = outcomes(
        app(),
        vec![
            from("GET /by-path", APP),
            from("PURGE /several", APP),
            preflight("PURGE /several", APP),
            from("GET /one", APP),
            from("POST /two/7", APP),
            preflight("POST /two/7", APP),
            from("POST /one", APP),
            from("GET /guarded", APP).header("x-version", "2"),
        ],
    )
    .await;
    let app_reads = |status: u16| format!("{status} {APP}");
    // What no handler answers is 404 in actix, where each handler is a resource of its own.
    assert_eq!(found, [200, 200, 204, 200, 200, 204, 404, 200].map(app_reads),);
    let named = answer(app(), from("POST /several", APP)).await;
    assert_eq!(named.body, "POST /several");
    let wrapped = answer(app(), from("GET /guarded", APP).header("x-version", "2")).await;
    assert_eq!(wrapped.cors_lines()["vary"], ["x-stamp, Origin"]);
    let refused = answer(app(), from("GET /guarded", APP)).await;
    assert_eq!(refused.status, 404);
}

mod elsewhere {
    use super::{Frontend, cors, get};

    /// Private to its module but for one name.
    #[cors(policy = Frontend, origins = ["https://admin.example.com"])]
    #[get("/elsewhere")]
    pub(super) async fn handler() -> &'static str {
        "elsewhere"
    }
}

#[actix_web::test]
async fn a_handler_of_another_module() {
    let app = App::new().with_cors().service(routes![elsewhere::handler]).finish();
    assert_eq!(outcomes(app, vec![from("GET /elsewhere", ADMIN)]).await, [format!("200 {ADMIN}")]);
}

#[cors(policy = Posted)]
async fn by_hand() -> HttpResponse {
    HttpResponse::Created().finish()
}

#[actix_web::test]
async fn a_handler_without_a_route() {
    let by_hand_at = |path: &'static str| cors_actix::resource(path).route(routes![post(by_hand), any(by_hand)]);
    let app = App::new().with_cors().service(by_hand_at("/hand")).finish();
    assert_eq!(outcomes(app, vec![from("POST /hand", APP)]).await, [format!("201 {APP}")]);
}
