//! Middleware inside and outside, and errors on their way out.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use actix_web::{
    App, Error, HttpMessage as _, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::{ErrorBadGateway, ErrorUnauthorized},
    get,
    middleware::{Compress, DefaultHeaders, Logger, Next, NormalizePath, TrailingSlash, from_fn},
    post, web,
};
use cors_actix::{WithCors, cors, routes, with_policy};
use cors_tests::{
    driver::{Driver as _, LeftAsError, call_actix},
    exchange::{APP, Answer, EVIL, from, preflight},
};

use super::{answer, answers, app, outcomes};

#[cors(origins = ["https://app.example.com"], credentials)]
struct Frontend;

#[cors(policy = Frontend)]
#[get("/users")]
async fn list() -> &'static str {
    "users"
}

#[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
#[post("/users")]
async fn fails() -> Result<&'static str, Error> {
    Err(ErrorBadGateway("the data base is away"))
}

async fn refuse(request: ServiceRequest, _: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    Ok(request.into_response(HttpResponse::Unauthorized().finish()))
}

async fn fail(_: ServiceRequest, _: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    Err(ErrorUnauthorized("who are you?"))
}

#[cors(policy = Frontend)]
#[get("/attribute", wrap = "from_fn(fail)")]
async fn wrapped() -> &'static str {
    "never"
}

/// The preflight is answered, and the response with this status can be read by the page, and by no other.
macro_rules! check_inside {
    ($app:expr, $path:literal, $status:literal, $is_error:literal) => {{
        let get = concat!("GET ", $path);
        let application = call_actix($app).await;
        let allowed = preflight(get, APP).send(&application).await;
        assert_eq!((allowed.status, allowed.allowed_origin()), (204, Some(APP)), "{}", stringify!($app));
        let response = application.send(from(get, APP).http()).await;
        let is_error = response.extensions().get::<LeftAsError>().is_some();
        let read = Answer::from(response);
        assert_eq!(
            (read.status, read.allowed_origin(), is_error),
            ($status, Some(APP), $is_error),
            "{}",
            stringify!($app)
        );
        let unread = from(get, EVIL).send(&application).await;
        assert_eq!((unread.status, unread.allowed_origin(), unread.header("vary")), ($status, None, Some("Origin")));
    }};
}

#[actix_web::test]
async fn refusals_at_every_level() {
    let by_hand = || cors_actix::resource("/users").route(with_policy(Frontend).get(|| async { "users" }));
    check_inside!(App::new().with_cors().service(by_hand().wrap(from_fn(refuse))).finish(), "/users", 401, false);
    check_inside!(App::new().with_cors().service(by_hand().wrap(from_fn(fail))).finish(), "/users", 401, true);
    check_inside!(App::new().with_cors().service(routes![wrapped]).finish(), "/attribute", 401, true);
    let scope = || cors_actix::scope("/v1").service(routes![list]);
    check_inside!(App::new().with_cors().service(scope().wrap(from_fn(refuse))).finish(), "/v1/users", 401, false);
    check_inside!(App::new().with_cors().service(scope().wrap(from_fn(fail))).finish(), "/v1/users", 401, true);
    check_inside!(App::new().with_cors().service(routes![list]).wrap(from_fn(refuse)).finish(), "/users", 401, false);
    check_inside!(App::new().with_cors().service(routes![list]).wrap(from_fn(fail)).finish(), "/users", 401, true);
    let by_function = App::new().with_cors().service(routes![list]).wrap_fn(|request, _| {
        let response = request.into_response(HttpResponse::Unauthorized().finish());
        std::future::ready(Ok(response))
    });
    check_inside!(by_function.finish(), "/users", 401, false);
}

#[actix_web::test]
async fn what_a_handler_returns() {
    let application = || App::new().with_cors().service(routes![list, fails]).finish();
    assert_eq!(
        outcomes(application(), vec![from("POST /users", APP), from("POST /users", EVIL)]).await,
        [app(502), "502 none".to_owned(),]
    );
}

#[actix_web::test]
async fn a_401_where_a_guard_separates_policies() {
    #[cors(origins = ["https://admin.example.com"])]
    #[get("/users")]
    async fn of_admin() -> &'static str {
        "admin"
    }
    #[cors(policy = Frontend)]
    #[get("/users", guard = "is_app")]
    async fn of_app() -> &'static str {
        "app"
    }
    fn is_app(context: &actix_web::guard::GuardContext<'_>) -> bool {
        context.head().headers().contains_key("x-app")
    }
    let app = App::new().with_cors().service(routes![of_app, of_admin]).wrap(from_fn(fail)).finish();
    let of_app = from("GET /users", APP).header("x-app", "1");
    // The guard might read what the middleware would have put into the request, so it is not asked: no page may read this.
    assert_eq!(outcomes(app, vec![of_app, from("GET /users", APP)]).await, ["401 none", "401 none"]);
}

#[actix_web::test]
async fn a_401_where_the_host_separates_policies() {
    #[cors(origins = ["https://admin.example.com"])]
    struct ForAdmin;
    let on = |host| cors_actix::scope("").guard(actix_web::guard::Host(host));
    for failing in [true, false] {
        let of_app =
            on("app.test").service(cors_actix::resource("/x").route(with_policy(Frontend).get(|| async { "" })));
        let of_admin =
            on("admin.test").service(cors_actix::resource("/x").route(with_policy(ForAdmin).get(|| async { "" })));
        let application = App::new().with_cors().service(of_app).service(of_admin);
        let asks = ["app.test", "admin.test", "elsewhere.test"];
        let asks = asks.map(|host| from("GET /x", APP).header("host", host)).into();
        let found = if failing {
            outcomes(application.wrap(from_fn(fail)).finish(), asks).await
        } else {
            outcomes(application.wrap(from_fn(refuse)).finish(), asks).await
        };
        assert_eq!(found, [app(401), "401 none".to_owned(), "401 none".to_owned()], "an error: {failing}");
    }
}

#[actix_web::test]
async fn no_middleware_runs_for_a_preflight() {
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = runs.clone();
    let app = App::new()
        .with_cors()
        .service(routes![list])
        .wrap_fn(move |request, service| {
            counted.fetch_add(1, Ordering::Relaxed);
            actix_web::dev::Service::call(service, request)
        })
        .finish();
    answers(app, vec![preflight("GET /users", APP), preflight("GET /users", EVIL)]).await;
    assert_eq!(runs.load(Ordering::Relaxed), 0);
}

/// As actix-session does: reads and writes extensions on the way in, sets a cookie on the way out.
async fn session<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    request.extensions_mut().insert(7_u32);
    let mut response = next.call(request).await?;
    let kept = response.request().extensions().get::<u32>().copied();
    if kept == Some(7) {
        response.response_mut().headers_mut().append(
            actix_web::http::header::SET_COOKIE,
            actix_web::http::header::HeaderValue::from_static("session=7"),
        );
    }
    Ok(response)
}

#[cors(policy = Frontend)]
#[get("/session")]
async fn reads_session(request: HttpRequest) -> String {
    format!("{:?}", request.extensions().get::<u32>())
}

#[actix_web::test]
async fn ordinary_middleware_inside_and_outside() {
    let inside = App::new()
        .with_cors()
        .service(routes![list, reads_session])
        .wrap(from_fn(session))
        .wrap(DefaultHeaders::new().add(("x-default", "1")))
        .wrap(Logger::default())
        .wrap(Compress::default())
        .finish();
    let asks = || vec![preflight("GET /users", APP), from("GET /users", APP), from("GET /session", APP)];
    let inside = answers(inside, asks()).await;
    let outside = App::new()
        .with_cors()
        .service(routes![list, reads_session])
        .finish()
        .wrap(from_fn(session))
        .wrap(Logger::default())
        .wrap(Compress::default());
    let outside = answers(outside, asks()).await;
    for answers in [&inside, &outside] {
        let readers: Vec<_> = answers.iter().map(|answer| (answer.status, answer.allowed_origin())).collect();
        assert_eq!(readers, [(204, Some(APP)), (200, Some(APP)), (200, Some(APP))]);
        assert!(answers[1].cors_lines()["vary"].iter().any(|line| line == "Origin"), "{:?}", answers[1]);
    }
    assert_eq!((inside[2].body.as_str(), outside[2].body.as_str()), ("Some(7)", "Some(7)"));
}

#[actix_web::test]
async fn normalised_paths() {
    let outside = App::new().with_cors().service(routes![list]).finish().wrap(NormalizePath::trim());
    let asks = || vec![preflight("GET /users/", APP), from("GET /users/", APP), from("GET //users", APP)];
    assert_eq!(outcomes(outside, asks()).await, [app(204), app(200), app(200)]);
    // Inside, CORS sees the path as it was sent: such a preflight is not answered, and no origin is allowed by mistake.
    let inside = App::new().with_cors().service(routes![list]).wrap(NormalizePath::new(TrailingSlash::Trim)).finish();
    assert_eq!(outcomes(inside, asks()).await, ["404 none".to_owned(), app(200), app(200)]);
}

#[actix_web::test]
async fn a_panic_is_a_panic() {
    #[cors(policy = Frontend)]
    #[get("/panic")]
    async fn panics() -> &'static str {
        panic!("as it would be without CORS")
    }
    let app = App::new().with_cors().service(routes![panics, list]).finish();
    let ended = actix_web::rt::spawn(async { answer(app, from("GET /panic", APP)).await }).await;
    assert!(ended.expect_err("a panic").is_panic());
}

#[actix_web::test]
async fn what_handlers_find_in_scopes() {
    #[cors(policy = Frontend)]
    #[get("/data")]
    async fn data(request: HttpRequest) -> String {
        format!("{:?} {:?}", request.app_data::<u8>(), request.app_data::<web::Data<u16>>())
    }
    let scope = cors_actix::scope("/v1").app_data(8_u8).service(routes![data]);
    let app = App::new().with_cors().app_data(web::Data::new(16_u16)).service(scope).finish();
    assert_eq!(answer(app, from("GET /v1/data", APP)).await.body, "Some(8) Some(Data(16))");
}
