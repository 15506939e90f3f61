//! Fallbacks and finished routers with a policy: states, hosts, layers, nesting, and what may not be combined.

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    middleware::{self, Next},
    response::Response,
    routing,
};
use cors_axum::{
    CorsRouter, OriginPattern, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, routes, with_policy,
};
use cors_tests::exchange::{
    ADMIN, APP, EVIL, check, denied, from, granted, preflight, readable, refusal, request, unreadable,
};

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
struct App;

#[cors(origins = ["https://admin.example.com"], enforce)]
struct Admin;

async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}

/// The origin that the state of the router names.
struct OfState;

static OF_STATE: OfState = OfState;

impl OriginSource for OfState {
    async fn check<'r>(&self, origin: RequestedOrigin<'r>, request: SourceRequest<'_>) -> SourceResult<'r> {
        let known: &&'static str = request.state().ok_or("no state")?;
        Ok(origin.find_in(&OriginPattern::parse(known).map_err(|_| "no pattern")?))
    }
}

#[cors(origins = OF_STATE)]
struct ByState;

#[tokio::test]
async fn a_source_has_the_state_of_its_own_router() {
    let with = |known: &'static str| {
        let router = Router::new().route("/a", routing::get(|State(known): State<&'static str>| async move { known }));
        CorsRouter::new()
            .merge_with_policy(ByState, router)
            .fallback(with_policy(ByState).any(not_found))
            .with_state::<()>(known)
    };
    let app = CorsRouter::new().nest("/app", with(APP)).nest("/admin", with(ADMIN)).into_router();
    check(
        &app,
        &[
            ("router", from("GET /app/a", APP), readable(200, APP)),
            ("another state", from("GET /app/a", ADMIN), unreadable(200)),
            ("fallback", from("GET /app/x", APP), readable(404, APP)),
            ("fallback, another state", from("GET /admin/x", APP), unreadable(404)),
            ("fallback, its own state", from("GET /admin/x", ADMIN), readable(404, ADMIN)),
            ("preflight", preflight("PUT /admin/x", APP), denied()),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_nested_fallback_has_its_hosts_and_its_policy() {
    let inner = CorsRouter::new().fallback(routes![policy = App; any(not_found)]).hosts(["api.example.com"]);
    let app = CorsRouter::new()
        .nest("/api/v1", inner)
        .fallback(routes![policy = Admin; any(not_found)])
        .layer(middleware::from_fn(async |request, next: Next| -> Response { next.run(request).await }))
        .into_router();
    let other = |request: cors_tests::exchange::ClientRequest| request.header("host", "rebound.example");
    let allowed = "GET, HEAD, POST, PUT, DELETE, PATCH";
    for path in ["/api/v1", "/api/v1/x", "/api/v1/x/y"] {
        let line = |method: &str| format!("{method} {path}");
        for request in [from(&line("GET"), APP), preflight(&line("PUT"), APP), request(&line("POST"))] {
            let answer = other(request.clone()).send(&app).await;
            assert_eq!((answer.status, answer.access_control()), (403, vec![]), "{request}");
            answer.assert_denied_because("host_not_listed");
        }
        let granted = preflight(&line("PUT"), APP).send(&app).await;
        assert_eq!(
            (granted.allowed_origin(), granted.header("access-control-allow-methods")),
            (Some(APP), Some(allowed))
        );
        assert_eq!(from(&line("GET"), APP).send(&app).await.outcome(), format!("404 {APP}"));
        assert_eq!(from(&line("GET"), ADMIN).send(&app).await.outcome(), "404 none");
    }
    assert_eq!(from("GET /api/v2", ADMIN).send(&app).await.outcome(), format!("404 {ADMIN}"));
    check(
        &app,
        &[
            ("outer, refused", other(from("POST /", EVIL)), refusal()),
            ("outer, for any host", other(preflight("PUT /a", ADMIN)), granted(ADMIN, allowed)),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_fallback_under_another_router_keeps_its_policy() {
    let finished = CorsRouter::new().fallback(routes![policy = App; get(not_found)]).into_router();
    let routers = [
        Router::new().nest("/api", finished.clone()),
        Router::new().nest_service("/api", finished.clone()),
        Router::new().fallback_service(Router::new().nest("/api", finished)),
    ];
    for app in routers {
        assert_eq!(from("GET /api/x", APP).send(&app).await.outcome(), format!("404 {APP}"));
        assert_eq!(from("POST /api/x", APP).send(&app).await.outcome(), format!("405 {APP}"));
        assert_eq!(from("GET /other", APP).send(&app).await.outcome(), "404 none");
        assert_eq!(preflight("GET /api/x", APP).send(&app).await.status, 204);
    }
}

#[test]
fn a_fallback_has_one_policy() {
    let panicked = std::panic::catch_unwind(|| {
        let two = with_policy(App).get(not_found);
        let _: CorsRouter = CorsRouter::new().fallback(routes![policy = Admin; post(not_found)].merge(two));
    });
    let message = panicked.expect_err("a panic");
    let message = message.downcast_ref::<&str>().map(ToString::to_string).or(message.downcast_ref::<String>().cloned());
    let message = message.unwrap_or_default();
    assert!(message.contains("an unknown path has one policy for all methods"), "{message}");
}

/// A handler with a policy inside a finished router keeps it: the inner layer has the last word.
#[tokio::test]
async fn a_finished_router_that_has_policies_of_its_own() {
    let inner = CorsRouter::new().route("/x", routes![policy = Admin; get(not_found)]).into_router();
    let app = CorsRouter::new().nest_with_policy("/in", App, inner).into_router();
    assert_eq!(from("GET /in/x", ADMIN).send(&app).await.outcome(), format!("404 {ADMIN}"));
    assert_eq!(from("GET /in/x", APP).send(&app).await.outcome(), "403 none");
}

#[tokio::test]
async fn a_router_is_served_as_it_is() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let app: CorsRouter<(), _> = CorsRouter::with_default(App).route("/x", routes![get(not_found)]);
    let server = tokio::spawn(axum::serve(listener, app).into_future());
    let asked = tokio::task::spawn_blocking(move || {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(address).expect("a connection");
        let text = format!("GET /x HTTP/1.1\r\nhost: {address}\r\norigin: {APP}\r\nconnection: close\r\n\r\n");
        stream.write_all(text.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    });
    let answer = asked.await.expect("an answer");
    server.abort();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.contains(&format!("access-control-allow-origin: {APP}")), "{answer}");
}
