//! An API that every page of this machine's `localhost` may call, with all the mistakes around it that there are; and the pages.

use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State, WebSocketUpgrade},
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::{self, Next},
    response::{AppendHeaders, IntoResponse, Response},
    routing::{any, get},
};
use cors_axum::{CorsRouter, cors, routes};
use tokio::{net::TcpListener, runtime::Runtime};

use super::calls::{CALLS, Call};

/// The pages' policy.
#[cors(
    origins = ["http://localhost:*"],
    allow_headers = ["content-type"],
    allow(localhost_origin, reason = "the pages of this test")
)]
struct Pages;

/// A policy that lists others.
#[cors(origins = ["https://app.example.com"], credentials)]
struct Others;

#[cors(policy = Pages)]
async fn list() -> impl IntoResponse {
    ([("x-total-count", "2")], "users")
}

#[cors(policy = Others)]
async fn remove() {}

#[cors(policy = Others)]
async fn other() {}

#[cors(origins = "*")]
async fn health() {}

#[cors(policy = Others, enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

fn annotated() -> CorsRouter {
    CorsRouter::new()
        .route("/users", routes![get(list), patch(list), delete(remove)])
        .route("/others", routes![get(other), put(other)])
        .route("/health", routes![get(health)])
        .route("/chat", routes![get(chat)])
        .route_without_cors("/unannotated", get(async || "users"))
}

async fn refuse(_: Request, _: Next) -> StatusCode {
    StatusCode::UNAUTHORIZED
}

/// What proxies, caches and other frameworks answer, to whichever method.
async fn wrong(State(other_name): State<String>, Path(kind): Path<String>, request: Request) -> Response {
    let origin = request.headers().get("origin").and_then(|origin| origin.to_str().ok()).unwrap_or_default();
    let allowing = |origin: &str| AppendHeaders([("access-control-allow-origin", origin.to_owned())]);
    match kind.as_str() {
        "two-values" => {
            AppendHeaders(["https://a.example", origin].map(|value| ("access-control-allow-origin", value.to_owned())))
                .into_response()
        }
        "another" => allowing("https://other.example").into_response(),
        "no-origin" => allowing("app.example.com").into_response(),
        "unauthorized" => (StatusCode::UNAUTHORIZED, allowing(origin)).into_response(),
        "moved" => (StatusCode::PERMANENT_REDIRECT, allowing(origin), [("location", "/users")]).into_response(),
        "away" => (StatusCode::FOUND, allowing(origin), [("location", format!("{other_name}/users"))]).into_response(),
        kind => panic!("nothing is called {kind:?}"),
    }
}

/// Where the pages are.
pub(super) struct Servers {
    pub(super) pages: String,
    _runtime: Runtime,
}

/// What the pages know.
#[derive(Clone)]
struct Places {
    api: String,
    gone: String,
    hanging_up: String,
}

impl Servers {
    pub(super) fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime can be started");
        let listen = || runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let (api_listener, pages_listener, hanging_up, gone) = (listen(), listen(), listen(), listen());
        let origin =
            |listener: &TcpListener| format!("http://localhost:{}", listener.local_addr().expect("an address").port());
        let places = Places { api: origin(&api_listener), gone: origin(&gone), hanging_up: origin(&hanging_up) };
        let pages = origin(&pages_listener);
        let other_name = places.api.replace("localhost", "127.0.0.1");
        let app = Router::new()
            .merge(annotated().into_router())
            .nest("/guarded", annotated().into_router().layer(middleware::from_fn(refuse)))
            .route("/wrong/{kind}", any(wrong).with_state(other_name));
        let page = Router::new().route("/{call}", get(page).with_state(places));
        runtime.spawn(async { axum::serve(api_listener, app).await });
        runtime.spawn(async { axum::serve(pages_listener, page).await });
        runtime.spawn(async move {
            while let Ok(connection) = hanging_up.accept().await {
                drop(connection)
            }
        });
        drop(gone);
        Servers { pages, _runtime: runtime }
    }
}

/// A page that does one thing, and says when it is done.
async fn page(State(places): State<Places>, Path(name): Path<String>) -> Response<Body> {
    let call = CALLS.iter().find(|call| call.name == name).expect("a call");
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], html(call, &places)).into_response()
}

fn html(Call { script, is_sandboxed, .. }: &Call, Places { api, gone, hanging_up }: &Places) -> String {
    let places = format!("const api = \"{api}\", gone = \"{gone}\", hangingUp = \"{hanging_up}\";");
    let head = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,>";
    let run = |done: &str| {
        format!("<script>{places} (async () => {script})().catch(() => {{}}).then(() => {{ {done} }})</script>")
    };
    let say = "document.getElementById(\"done\").textContent = \"done\"";
    if *is_sandboxed {
        let frame = run("parent.postMessage(1, \"*\")").replace('\'', "&#39;");
        format!(
            "{head}<p id=done></p><script>onmessage = () => {{ {say} }}</script><iframe sandbox=allow-scripts srcdoc='{frame}'></iframe>"
        )
    } else {
        format!("{head}<p id=done></p>{}", run(say))
    }
}
