//! `docs/guide/single-page-applications.md`: paths of pages get `index.html`, and unknown paths of the API a 404 that a page can read.

use std::{fs, path::PathBuf};

use cors_tests::driver::{Driver, call_actix};

use super::shown;
use crate::mixed::{Asker, OURS};

shown! { axum: "single-page/axum.rs",
    pub(super) fn finished(dist: &Path) -> axum::Router {
        app(dist).into_router()
    }
}

shown! { actix: "single-page/actix.rs",
    pub(super) async fn called(dist: PathBuf) -> impl cors_tests::driver::Driver {
        super::call_actix(app(dist)).await
    }
}

/// A folder with the files of a page.
fn dist(name: &str) -> PathBuf {
    let dist = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("single-page-{name}"));
    fs::create_dir_all(&dist).expect("a folder");
    fs::write(dist.join("index.html"), "<p>page").expect("a file");
    fs::write(dist.join("app.js"), "start()").expect("a file");
    dist
}

async fn answers(app: impl Driver) {
    let app = Asker(app);
    for (path, status, body, allowed) in [
        ("/api/users", 200, "Ada, Alan", Some(OURS)),
        ("/api/userz", 404, "no such endpoint", Some(OURS)),
        ("/", 200, "<p>page", None),
        ("/app.js", 200, "start()", None),
        ("/settings", 200, "<p>page", None),
        ("/apii/users", 200, "<p>page", None),
    ] {
        let answer = app.get(path, OURS).await;
        assert_eq!(
            (answer.status, answer.body.as_str(), answer.allowed()),
            (status, body, allowed),
            "{path}: {answer:?}"
        );
    }
    let preflight = app.preflight("/api/userz", OURS, "PUT").await;
    assert_eq!((preflight.status, preflight.allowed()), (204, Some(OURS)), "{preflight:?}");
}

#[tokio::test]
async fn axum_serves_pages_and_an_api() {
    answers(axum::finished(&dist("axum"))).await;
}

#[tokio::test]
async fn actix_serves_pages_and_an_api() {
    answers(actix::called(dist("actix")).await).await;
}
