//! What the guide says of cookies, in "Credentials and cookies": browsers decide, and these two agree.

use axum::{
    Router,
    extract::Path,
    http::{
        HeaderMap,
        header::{COOKIE, SET_COOKIE},
    },
    response::{Html, IntoResponse},
    routing::get,
};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::browser::{Browser, Engine, eventually};
use tokio::{net::TcpListener, runtime::Runtime};

#[cors(
    origins = ["http://localhost:*", "http://*.site.localhost:*"],
    credentials,
    allow(localhost_origin, reason = "the pages of this test")
)]
struct Pages;

/// Sets a cookie with this name and these attributes.
#[cors(policy = Pages)]
async fn set(Path(cookie): Path<String>) -> impl IntoResponse {
    ([(SET_COOKIE, cookie)], Html("<p id=done>set</p>"))
}

/// Which cookies have come.
#[cors(policy = Pages)]
async fn show(headers: HeaderMap) -> String {
    format!("{:?}", headers.get(COOKIE))
}

/// Asks for the URL in its own address, and shows what it can read.
const PAGE: &str = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><p id=done></p><script>
    const asked = new URLSearchParams(location.search);
    fetch(asked.get('url'), { credentials: asked.get('credentials') })
        .then(response => response.text())
        .catch(error => `blocked: ${error}`)
        .then(text => document.getElementById('done').textContent = text)
</script>";

/// How a cookie is set, and the request that may carry it afterwards.
struct Row {
    page: &'static str,
    /// The host that sets it.
    sets: &'static str,
    /// A navigation to the API itself, or a script with these credentials.
    by: By,
    attributes: &'static str,
    asks: &'static str,
    credentials: &'static str,
    is_sent: bool,
}

#[derive(Clone, Copy)]
enum By {
    Navigation,
    Script(&'static str),
}

const fn row(page: &'static str, attributes: &'static str, is_sent: bool) -> Row {
    let by = By::Script("include");
    Row { page, sets: "localhost", by, attributes, asks: "localhost", credentials: "include", is_sent }
}

const SITE: Row = Row { sets: "api.site.localhost", asks: "api.site.localhost", ..row("app.site.localhost", "", true) };

const ROWS: &[Row] = &[
    // Another port is another origin, and the same site.
    row("localhost", "SameSite=Lax", true),
    row("localhost", "SameSite=Strict", true),
    // `http://localhost` counts as secure.
    row("localhost", "SameSite=Lax; Secure", true),
    row("localhost", "SameSite=None; Secure", true),
    // The script has to ask: when the cookie is set, and when it is to be sent.
    Row { by: By::Script("omit"), ..row("localhost", "SameSite=Lax", false) },
    Row { by: By::Script("same-origin"), ..row("localhost", "SameSite=Lax", false) },
    Row { credentials: "omit", ..row("localhost", "SameSite=Lax", false) },
    Row { credentials: "same-origin", ..row("localhost", "SameSite=Lax", false) },
    // A path: `/set` is where it was set.
    row("localhost", "SameSite=Lax; Path=/set", false),
    // Two sites.
    Row { sets: "127.0.0.1", by: By::Navigation, asks: "127.0.0.1", ..row("localhost", "SameSite=Lax", false) },
    Row { sets: "127.0.0.1", by: By::Navigation, asks: "127.0.0.1", ..row("localhost", "SameSite=Strict", false) },
    // Sub-domains: cross-origin, but same-site.
    Row { attributes: "SameSite=Lax", ..SITE },
    Row { attributes: "SameSite=Strict", ..SITE },
    // Host-only, and not.
    Row { attributes: "SameSite=Lax", asks: "other.site.localhost", is_sent: false, ..SITE },
    Row { attributes: "SameSite=Lax; Domain=site.localhost", asks: "other.site.localhost", ..SITE },
    // For a sibling alone there is no cookie.
    Row {
        attributes: "SameSite=Lax; Domain=other.site.localhost",
        asks: "other.site.localhost",
        is_sent: false,
        ..SITE
    },
];

fn are_as_the_guide_says(engine: Engine) {
    let Some(browser) = Browser::start(engine, &format!("cookies-{engine}")) else { return };
    let runtime = Runtime::new().expect("a runtime can be started");
    let listen = || runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let (api, pages) = (listen(), listen());
    let port = |listener: &TcpListener| listener.local_addr().expect("an address").port();
    let (api_port, pages_port) = (port(&api), port(&pages));
    let app = CorsRouter::new().route("/set/{cookie}", routes![get(set)]).route("/show", routes![get(show)]);
    runtime.spawn(async { axum::serve(api, app.into_make_service()).await });
    runtime.spawn(async { axum::serve(pages, Router::new().route("/", get(async || Html(PAGE)))).await });

    let done = || eventually("an answer", || Some(browser.text("#done")).filter(|text| !text.is_empty()));
    for (index, Row { page, sets, by, attributes, asks, credentials, is_sent }) in ROWS.iter().enumerate() {
        let path = if attributes.contains("Path") { "" } else { "; Path=/" };
        let cookie = format!("row{index}=1; {attributes}{path}").replace(' ', "%20").replace('/', "%2F");
        let ask = |url: String, credentials: &str| {
            let url = url.replace('%', "%25").replace(';', "%3B");
            browser.open(&format!("http://{page}:{pages_port}/?credentials={credentials}&url={url}"));
            done()
        };
        let url = format!("http://{sets}:{api_port}/set/{cookie}");
        let answer = match by {
            By::Navigation => {
                browser.open(&url);
                let answer = done();
                // It is in the jar, whichever page may send it.
                browser.open(&format!("http://{sets}:{api_port}/show"));
                assert!(browser.text("body").contains(&format!("row{index}=1")), "{index}");
                answer
            }
            // What is not let in with credentials can be read without them all the same.
            By::Script(credentials) => ask(url, credentials),
        };
        assert!(answer.contains("set"), "{index}: {answer}");
        let shown = ask(format!("http://{asks}:{api_port}/show"), credentials);
        assert!(shown == "None" || shown.starts_with("Some"), "{index}: {shown}");
        assert_eq!(shown.contains(&format!("row{index}=1")), *is_sent, "{index}: {attributes}: {shown}");
    }
}

#[test]
fn in_chromium_are_as_the_guide_says() {
    are_as_the_guide_says(Engine::Chromium);
}

#[test]
fn in_firefox_are_as_the_guide_says() {
    are_as_the_guide_says(Engine::Firefox);
}
