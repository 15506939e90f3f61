//! Static files with a policy: `ServeDir` of tower-http.

use std::path::PathBuf;

use cors_axum::{CorsRouter, browser::PageRequest, cors, with_policy};
use cors_tests::{
    driver::serve_axum,
    exchange::{APP, EVIL, from},
};
use tower_http::services::ServeDir;

use crate::ask::{ask, get, statuses};

/// Fonts and scripts that any page may use; which part it has asked for is to be seen.
#[cors(origins = "*", methods = [GET], allow_headers = ["range"], expose_headers = ["content-range", "etag"])]
struct PublicFiles;

#[cors(origins = ["https://app.example.com"], credentials, methods = [GET])]
struct OurFiles;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ecosystem/files")
}

#[tokio::test]
async fn a_folder_is_served_under_a_policy() {
    let router = CorsRouter::new()
        .nest_service("/public", with_policy(PublicFiles).any_service(ServeDir::new(folder())))
        .nest_service("/ours", with_policy(OurFiles).any_service(ServeDir::new(folder())))
        .into_router();
    let app = serve_axum(router).await;
    for (page, path, readable, status) in [
        (EVIL, "/public/font.txt", true, 200),
        (EVIL, "/public/missing.txt", true, 404),
        (APP, "/ours/font.txt", true, 200),
        (APP, "/ours/missing.txt", true, 404),
        (EVIL, "/ours/font.txt", false, 200),
    ] {
        let seen = ask(&app, get(page), path).await;
        assert_eq!((seen.is_readable(), statuses(&seen).1), (readable, Some(status)), "{page} {path}\n{seen}");
    }
    // A part of a file, for which a browser asks beforehand.
    let part = ask(&app, get(EVIL).header("range", "bytes=2-,0-1"), "/public/font.txt").await;
    assert_eq!((part.is_readable(), statuses(&part).0), (true, Some(204)), "{part}");
    let part = from("GET /public/font.txt", EVIL).header("range", "bytes=0-2").send(&app).await;
    assert_eq!((part.status, part.body.as_str()), (206, "Not"));
    assert_eq!(part.headers["access-control-expose-headers"], "content-range, etag");
    // What has not changed.
    let file = from("GET /ours/font.txt", APP).send(&app).await;
    let since = file.headers["last-modified"].to_str().expect("text").to_owned();
    let same = from("GET /ours/font.txt", APP).header("if-modified-since", &since).send(&app).await;
    assert_eq!((same.status, same.allowed_origin()), (304, Some(APP)));
    // A method that the policy does not have is not even sent.
    let written = ask(&app, PageRequest::new(APP, "PUT"), "/ours/font.txt").await;
    assert_eq!((written.is_readable(), statuses(&written).1), (false, None), "{written}");
}
