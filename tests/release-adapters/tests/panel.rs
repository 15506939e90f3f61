//! The panel is for adapters with `debug_assertions`. Without them its method is there and does nothing, and the page is not in the
//! binary. That it is in a debug binary is a test of `cors-tests` (`tests/panel/mounting.rs`).

use std::{env, fs, path::Path};

use actix_web::{App, test::TestRequest};
use axum::{body::Body, http::Request};
use cors_actix::WithCors;
use cors_axum::{CorsRouter, routes};
use tower::ServiceExt;

#[cors_axum::cors(origins = ["https://app.example.com"])]
async fn list() -> &'static str {
    "users"
}

mod on_actix {
    #[cors_actix::cors(origins = ["https://app.example.com"])]
    #[actix_web::get("/users")]
    pub(super) async fn list() -> &'static str {
        "users"
    }
}

const PATHS: [(&str, u16); 5] =
    [("/users", 200), ("/_cors", 404), ("/_cors/", 404), ("/_cors/panel.js", 404), ("/_cors/inventory", 404)];

#[tokio::test]
async fn there_is_no_panel_on_axum() {
    let app = CorsRouter::new().route("/users", routes![get(list)]).panel("/_cors");
    assert_eq!(app.inventory().rows().len(), 1);
    let app = app.into_router();
    for (path, status) in PATHS {
        let request = Request::get(path).header("host", "localhost:3000").body(Body::empty()).expect("a request");
        assert_eq!(app.clone().oneshot(request).await.expect("an answer").status(), status, "{path}");
    }
}

#[actix_web::test]
async fn there_is_no_panel_on_actix() {
    let app = App::new().with_cors().service(cors_actix::routes![on_actix::list]).panel("/_cors").finish();
    let app = actix_web::test::init_service(app).await;
    for (path, status) in PATHS {
        let request = TestRequest::get().uri(path).insert_header(("host", "localhost:3000")).to_request();
        assert_eq!(actix_web::test::call_service(&app, request).await.status(), status, "{path}");
    }
}

/// So a path that is wrong is found in every build.
#[test]
#[should_panic = "`_cors` is not a path for the panel"]
fn its_path_is_checked_all_the_same() {
    let _: CorsRouter = CorsRouter::new().panel("_cors");
}

#[test]
fn the_page_is_not_in_the_binary() {
    let binary = fs::read(env::current_exe().expect("this binary")).expect("it can be read");
    // Texts are searched much faster than bytes.
    let binary = String::from_utf8_lossy(&binary);
    let contains = |text: &str| binary.contains(text);
    assert!(contains("https://app.example.com"), "the search finds what is there");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cors-panel/src/page");
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a file of the page");
        let line = text.lines().max_by_key(|line| line.len()).expect("a line");
        assert!(!contains(line), "{}", path.display());
        files += 1;
    }
    assert!(files > 8, "{files}");
}
