//! Every request is tracked for itself, however many are under way, and however long its handler runs on.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    task::{Context, Poll, Waker},
};

use actix_web::{
    App, Error, HttpRequest,
    body::MessageBody,
    dev::{Service, ServiceResponse},
    get,
    test::{TestRequest, init_service},
};
use cors_actix::{WithCors, cors, routes};
use cors_tests::{
    driver::actix_request,
    exchange::{ADMIN, APP, from},
};

thread_local! {
    /// Whether the slow handler may answer.
    static OPEN: Cell<bool> = const { Cell::new(false) };
    /// Requests that a handler keeps for longer than they live.
    static KEPT: RefCell<Vec<HttpRequest>> = const { RefCell::new(Vec::new()) };
}

#[cors(origins = ["https://app.example.com"])]
#[get("/slow")]
async fn slow(request: HttpRequest) -> String {
    poll_fn(|_| if OPEN.get() { Poll::Ready(()) } else { Poll::Pending }).await;
    request.path().to_owned()
}

#[cors(origins = ["https://admin.example.com"])]
#[get("/fast")]
async fn fast() -> &'static str {
    "fast"
}

#[cors(origins = ["https://admin.example.com"])]
#[get("/kept")]
async fn kept(request: HttpRequest) -> &'static str {
    KEPT.with_borrow_mut(|kept| kept.push(request));
    "kept"
}

/// `Access-Control-Allow-Origin` of a finished response.
fn reader<B: MessageBody>(outcome: Poll<Result<ServiceResponse<B>, Error>>) -> String {
    let Poll::Ready(Ok(response)) = outcome else { return "pending".to_owned() };
    let origin = response.headers().get("access-control-allow-origin");
    origin.map_or("none", |origin| origin.to_str().expect("text")).to_owned()
}

fn get_request(path: &str, origin: &str) -> TestRequest {
    actix_request(from(&format!("GET {path}"), origin).http())
}

#[actix_web::test]
async fn each_of_several_requests_has_its_own() {
    let app = init_service(App::new().with_cors().service(routes![slow, fast, kept]).finish()).await;
    let mut context = Context::from_waker(Waker::noop());
    let mut ask = |path, origin| reader(pin!(app.call(get_request(path, origin).to_request())).poll(&mut context));
    // One after another: actix uses its requests again.
    for _ in 0..3 {
        assert_eq!(ask("/fast", ADMIN), ADMIN);
        assert_eq!(ask("/fast", APP), "none");
        assert_eq!(ask("/nowhere", APP), "none");
    }

    // Others are answered while one waits.
    let mut context = Context::from_waker(Waker::noop());
    let mut waiting = pin!(app.call(get_request("/slow", APP).to_request()));
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    let mut other = pin!(app.call(get_request("/slow", ADMIN).to_request()));
    assert!(other.as_mut().poll(&mut context).is_pending());
    assert_eq!(ask("/fast", ADMIN), ADMIN);
    assert_eq!(ask("/fast", APP), "none");
    OPEN.set(true);
    assert_eq!(reader(other.poll(&mut context)), "none");
    assert_eq!(reader(waiting.poll(&mut context)), APP);

    // A client goes away.
    OPEN.set(false);
    for _ in 0..3 {
        assert_eq!(ask("/slow", APP), "pending");
        assert_eq!(ask("/fast", ADMIN), ADMIN);
    }

    // A request is kept after it has been answered.
    for _ in 0..3 {
        assert_eq!(ask("/kept", ADMIN), ADMIN);
        assert_eq!(ask("/fast", APP), "none");
    }
    OPEN.set(true);
    assert_eq!(ask("/slow", APP), APP);
    KEPT.with_borrow_mut(Vec::clear);
    assert_eq!(ask("/slow", APP), APP);
    assert_eq!(ask("/fast", APP), "none");
}

#[actix_web::test]
async fn after_a_long_path() {
    let app = init_service(App::new().with_cors().service(routes![fast]).finish()).await;
    let mut context = Context::from_waker(Waker::noop());
    let mut ask =
        |path: &str, origin| reader(pin!(app.call(get_request(path, origin).to_request())).poll(&mut context));
    for _ in 0..3 {
        assert_eq!(ask(&format!("/{}", "x".repeat(60_000)), ADMIN), "none");
        assert_eq!(ask("/fast", ADMIN), ADMIN);
    }
}
