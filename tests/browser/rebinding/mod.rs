//! DNS rebinding: a page whose name has come to mean this server reads nothing from handlers under `hosts`.
//!
//! The browser's names are resolved by [`front`]. At first `rebound.example` is the attacker's server, which serves a page; then the
//! same name, with the same port, is the application. For the browser the page and the application have one origin: there is
//! no CORS, and `enforce` sees a page of the server itself. Only the host differs.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use cors_tests::{
    browser::{Browser, Engine, eventually},
    driver::Served,
    frameworks::{Framework, Runs},
};
use tokio::runtime::Runtime;

use crate::front::{self, Origin};

/// The handlers. `cors` is the attribute of the framework at hand, and `Recorder` its extractor of [`Runs`].
macro_rules! handlers {
    () => {
        /// Closed to other origins, and open to every host: the control.
        #[cors(same_origin, enforce)]
        async fn any_host(runs: Recorder) -> &'static str {
            runs.count();
            "the secret"
        }

        #[cors(same_origin, enforce, hosts = ["api.example.com"])]
        async fn own_host(runs: Recorder) -> &'static str {
            runs.count();
            "the secret"
        }

        /// Without a policy.
        async fn unannotated(runs: Recorder) -> &'static str {
            runs.count();
            "the secret"
        }
    };
}

mod on_actix;
mod on_axum;

/// Two applications: with hosts at a policy, and with hosts for all handlers.
struct Applications {
    by_policy: Served,
    restricted: Served,
}

/// Asks for the secrets when it is told to, and shows what it can read of each.
const PAGE: &str =
    "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><button id=go>go</button><p id=done></p><script>
    const paths = ['any', 'own', 'restricted/any', 'restricted/own', 'restricted/unannotated'];
    const read = async (path, method) => {
        const response = await fetch('/' + path, { method });
        return `${method} ${path} ${response.status} ${(await response.text()).includes('secret') ? 'read' : 'unread'}`;
    };
    document.getElementById('go').onclick = async () => {
        const seen = [];
        for (const path of paths) for (const method of ['GET', 'POST']) seen.push(await read(path, method));
        document.getElementById('done').textContent = seen.join(', ');
    };
</script>";

const OWN: &str = "http://api.example.com";
const REBOUND: &str = "http://rebound.example";

#[derive(Clone)]
struct Network {
    applications: Arc<Applications>,
    /// Whether the attacker's name has come to mean the application.
    is_rebound: Arc<AtomicBool>,
}

/// The answer of what the name means now.
async fn answer(
    State(network): State<Network>,
    Extension(Origin(origin)): Extension<Origin>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    let is_application = origin == OWN || origin == REBOUND && network.is_rebound.load(Ordering::Relaxed);
    if path == "/" && (origin == OWN || !is_application) {
        return Html(PAGE).into_response();
    }
    if !is_application {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (mut head, body) = request.into_parts();
    let Applications { by_policy, restricted } = &*network.applications;
    let (served, path) = match path.strip_prefix("/restricted") {
        Some(path) => (restricted, path),
        None => (by_policy, path.as_str()),
    };
    head.uri = path.parse().expect("a path");
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let body = String::from_utf8_lossy(&body).into_owned();
    let mut request = http::Request::from_parts(head, body.as_str());
    let own = [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
    for own in &own {
        request.headers_mut().remove(own);
    }
    let mut response = served.begin(&request).await.finish().await;
    for own in &own {
        response.headers_mut().remove(own);
    }
    response.map(Body::from)
}

fn nothing_can_be_read_under_hosts(engine: Engine, framework: Framework) {
    let runtime = Runtime::new().expect("a runtime can be started");
    let runs = Runs::default();
    let (network, proxy) = runtime.block_on(async {
        let applications = match framework {
            Framework::Axum => on_axum::serve(&runs).await,
            Framework::Actix => on_actix::serve(&runs),
        };
        let network = Network { applications: Arc::new(applications), is_rebound: Arc::default() };
        let proxy = front::listen(Router::new().fallback(answer).with_state(network.clone())).await;
        (network, proxy)
    });
    let name = format!("rebinding-{engine}-{framework:?}");
    let Some(browser) = Browser::start_behind(engine, &name, proxy) else { return };
    let seen = |origin: &str| {
        network.is_rebound.store(false, Ordering::Relaxed);
        browser.open(&format!("{origin}/"));
        network.is_rebound.store(true, Ordering::Relaxed);
        browser.click("#go");
        let done = || Some(browser.text("#done")).filter(|text| !text.is_empty());
        let seen = eventually("what the page has read", done);
        seen.split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    let expected = |reads: fn(&str) -> bool| {
        let paths = ["any", "own", "restricted/any", "restricted/own", "restricted/unannotated"];
        let lines = paths.into_iter().flat_map(|path| {
            let verdict = if reads(path) { "200 read" } else { "403 unread" };
            ["GET", "POST"].map(|method| format!("{method} {path} {verdict}"))
        });
        lines.collect::<Vec<_>>()
    };
    // The server's own page reads everything.
    assert_eq!(seen(OWN), expected(|_| true), "{engine}, {framework:?}");
    assert_eq!(runs.so_far(), 10);
    // So does the attacker's where nothing names the hosts: to the browser it is the server's own.
    assert_eq!(seen(REBOUND), expected(|path| path == "any"), "{engine}, {framework:?}");
    assert_eq!(runs.so_far(), 12);
}

#[test]
fn in_chromium_nothing_of_axum_can_be_read_under_hosts() {
    nothing_can_be_read_under_hosts(Engine::Chromium, Framework::Axum);
}

#[test]
fn in_chromium_nothing_of_actix_can_be_read_under_hosts() {
    nothing_can_be_read_under_hosts(Engine::Chromium, Framework::Actix);
}

#[test]
fn in_firefox_nothing_of_axum_can_be_read_under_hosts() {
    nothing_can_be_read_under_hosts(Engine::Firefox, Framework::Axum);
}

#[test]
fn in_firefox_nothing_of_actix_can_be_read_under_hosts() {
    nothing_can_be_read_under_hosts(Engine::Firefox, Framework::Actix);
}
