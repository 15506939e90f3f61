//! Static files with a policy: actix-files.

use std::path::PathBuf;

use actix_files::Files;
use actix_web::{App, get};
use cors_actix::{RowKind, WithCors, browser::PageRequest, cors, routes, scope};
use cors_tests::{
    driver::serve_actix,
    exchange::{APP, EVIL, from},
};

use crate::ask::{ask, get as ask_for, statuses};

/// Fonts and scripts that any page may use; which part it has asked for is to be seen.
#[cors(origins = "*", methods = [GET], allow_headers = ["range"], expose_headers = ["content-range", "etag"])]
struct PublicFiles;

#[cors(origins = ["https://app.example.com"], credentials, methods = [GET])]
struct OurFiles;

#[cors(origins = ["https://app.example.com"])]
#[get("/index")]
async fn index() -> &'static str {
    "index"
}

fn files() -> Files {
    Files::new("", PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ecosystem/files"))
}

#[tokio::test]
async fn a_folder_is_served_under_a_policy() {
    let app = serve_actix(|| {
        App::new()
            .with_cors()
            .service(scope("/public").service(routes![index]).service_with_policy(PublicFiles, files()))
            .service(scope("/ours").service_with_policy(OurFiles, files()))
            .finish()
    });
    for (page, path, readable, status) in [
        (EVIL, "/public/font.txt", true, 200),
        (EVIL, "/public/missing.txt", true, 404),
        (APP, "/ours/font.txt", true, 200),
        (APP, "/ours/missing.txt", true, 404),
        (EVIL, "/ours/font.txt", false, 200),
        // In front of the files, with a policy of its own.
        (APP, "/public/index", true, 200),
        (EVIL, "/public/index", false, 200),
    ] {
        let seen = ask(&app, ask_for(page), path).await;
        assert_eq!((seen.is_readable(), statuses(&seen).1), (readable, Some(status)), "{page} {path}\n{seen}");
    }
    // A part of a file, for which a browser asks beforehand.
    let part = ask(&app, ask_for(EVIL).header("range", "bytes=2-,0-1"), "/public/font.txt").await;
    assert_eq!((part.is_readable(), statuses(&part).0), (true, Some(204)), "{part}");
    let part = from("GET /public/font.txt", EVIL).header("range", "bytes=0-2").send(&app).await;
    assert_eq!((part.status, part.body.as_str()), (206, "Not"));
    assert_eq!(part.headers["access-control-expose-headers"], "content-range, etag");
    // What has not changed.
    let file = from("GET /ours/font.txt", APP).send(&app).await;
    let tag = file.headers["etag"].to_str().expect("text").to_owned();
    let same = from("GET /ours/font.txt", APP).header("if-none-match", &tag).send(&app).await;
    assert_eq!((same.status, same.allowed_origin()), (304, Some(APP)));
    // A method that the policy does not have is not even sent.
    let written = ask(&app, PageRequest::new(APP, "PUT"), "/ours/font.txt").await;
    assert_eq!((written.is_readable(), statuses(&written).1), (false, None), "{written}");
}

/// At the root, behind everything else, and for no other page at all.
#[tokio::test]
async fn a_folder_is_all_that_is_left() {
    #[cors(same_origin, enforce)]
    struct Closed;

    #[get("/metrics")]
    async fn metrics() -> &'static str {
        "up 1"
    }

    let app = serve_actix(|| {
        App::new()
            .with_cors()
            .service(routes![index])
            .service_without_cors(metrics)
            .service(scope("").service_with_policy(Closed, files()))
            .finish()
    });
    let of = |host: &str| ask_for(&format!("http://{host}"));
    for (request, path, readable, status) in [
        (ask_for(APP), "/index", true, 200),
        (ask_for(APP), "/metrics", false, 200),
        (ask_for(APP), "/font.txt", false, 403),
        (of(&app.address().to_string()), "/font.txt", true, 200),
        (of(&app.address().to_string()), "/metrics", true, 200),
    ] {
        let seen = ask(&app, request, path).await;
        assert_eq!((seen.is_readable(), statuses(&seen).1), (readable, Some(status)), "{path}\n{seen}");
    }
    let plain = from("GET /font.txt", EVIL).send(&app).await;
    assert_eq!((plain.status, plain.allowed_origin()), (403, None));
}

#[test]
fn the_inventory_lists_it() {
    let app = App::new().with_cors().service(scope("/ours").service_with_policy(OurFiles, files()));
    let inventory = app.inventory();
    let [row] = inventory.rows() else { panic!("{inventory}") };
    assert_eq!((row.pattern.as_str(), row.kind, row.method.as_deref()), ("/ours", RowKind::Nested, None));
    assert!(inventory.to_string().lines().any(|line| line.starts_with("/ours/… ")), "{inventory}");
}
