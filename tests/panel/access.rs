//! Requests that the panel answers, and those that it refuses.

use cors_tests::{driver::Served, on_every_framework};
use http::Request;

use crate::app::{get, send, text};

on_every_framework! {
    crate::app:
    the_page_and_its_files_load_nothing_from_elsewhere
    the_panel_answers_beside_the_applications_authentication
    its_own_origin_asks
    foreign_pages_are_refused_and_links_pass
    other_hosts_are_refused
    it_can_only_be_read
}

async fn the_page_and_its_files_load_nothing_from_elsewhere(app: &Served) {
    for path in ["/_cors", "/_cors/", "/_cors/panel.css", "/_cors/panel.js", "/_cors/inventory", "/_cors/decisions"] {
        let response = send(app, get(path)).await;
        assert_eq!(response.status(), 200, "{path}");
        let header = |name: &str| response.headers()[name].to_str().expect("text");
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
        assert_eq!(header("content-security-policy"), policy, "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
    }
    // Relative addresses, with and without a slash.
    assert!(text(&send(app, get("/_cors")).await).contains(r#"src="_cors/panel.js""#));
    assert!(text(&send(app, get("/_cors/")).await).contains(r#"src="panel.js""#));
}

async fn the_panel_answers_beside_the_applications_authentication(app: &Served) {
    assert_eq!(send(app, get("/users")).await.status(), 401);
    assert_eq!(send(app, get("/_cors/")).await.status(), 200);
    // The layers of the application are around everything else, as without a panel.
    assert_eq!(send(app, get("/unknown")).await.status(), 401);
}

async fn its_own_origin_asks(app: &Served) {
    let own = get("/_cors/inventory").header("sec-fetch-site", "same-origin").header("sec-fetch-mode", "cors");
    let own = own.header("sec-fetch-dest", "empty");
    assert_eq!(send(app, own).await.status(), 200);
    let own = get("/_cors/inventory").header("origin", "http://localhost:4000");
    let response = send(app, own).await;
    assert_eq!(response.status(), 200);
    assert!(!response.headers().contains_key("access-control-allow-origin"));
}

async fn foreign_pages_are_refused_and_links_pass(app: &Served) {
    for path in ["/_cors", "/_cors/", "/_cors/panel.js", "/_cors/inventory", "/_cors/decisions", "/_cors/explain"] {
        for origin in ["https://stranger.example", "http://localhost:5173", "https://app.example.com", "null"] {
            let response = send(app, get(path).header("origin", origin)).await;
            assert_eq!(response.status(), 403, "{path} {origin}");
            assert!(!response.headers().contains_key("access-control-allow-origin"), "{path} {origin}");
            assert!(!text(&response).contains('{'), "{path} {origin}");
        }
        for destination in ["script", "image", "iframe"] {
            let embedded = get(path).header("sec-fetch-site", "cross-site").header("sec-fetch-dest", destination);
            let mode = if destination == "iframe" { "navigate" } else { "no-cors" };
            assert_eq!(send(app, embedded.header("sec-fetch-mode", mode)).await.status(), 403, "{path} {destination}");
        }
    }
    let link = get("/_cors").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert_eq!(send(app, link.header("sec-fetch-dest", "document")).await.status(), 200);
    let preflight = Request::options("/_cors/inventory").header("host", "localhost:4000");
    let preflight =
        preflight.header("origin", "https://app.example.com").header("access-control-request-method", "GET");
    let response = send(app, preflight).await;
    assert_eq!(response.status(), 403);
    assert!(!response.headers().contains_key("access-control-allow-origin"));
}

/// DNS rebinding.
async fn other_hosts_are_refused(app: &Served) {
    for (host, status) in [
        ("localhost", 200),
        ("localhost:4000", 200),
        ("127.0.0.1:4000", 200),
        ("[::1]:4000", 200),
        ("rebound.example", 403),
        ("rebound.example:4000", 403),
        ("localhost.rebound.example:4000", 403),
        ("192.168.0.2:4000", 403),
    ] {
        for path in ["/_cors", "/_cors/inventory"] {
            let response = send(app, Request::get(path).header("host", host)).await;
            assert_eq!(response.status(), status, "{path} {host}");
        }
    }
}

async fn it_can_only_be_read(app: &Served) {
    for method in ["POST", "PUT", "DELETE"] {
        let request = Request::builder().method(method).uri("/_cors/inventory").header("host", "localhost:4000");
        let response = send(app, request).await;
        assert_eq!(response.status(), 405, "{method}");
        assert!(response.headers()["allow"].to_str().expect("text").contains("GET"), "{method}");
    }
    let head = send(app, Request::head("/_cors").header("host", "localhost:4000")).await;
    assert_eq!((head.status().as_u16(), head.body().len()), (200, 0));
}
