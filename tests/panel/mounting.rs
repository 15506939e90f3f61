//! Where the panel is, and that nothing else changes.

use std::{env, fs};

use cors_tests::{
    driver::{Driver, call_actix},
    frameworks::Framework,
};

use crate::app::{get, json, on_actix, on_axum, send};

#[test]
fn the_inventory_is_the_same_with_a_panel() {
    let without = on_axum::router().inventory();
    assert_eq!(on_axum::router().panel("/_cors").inventory(), without);
    assert_eq!(without.rows().len(), 3);
    let without = on_actix::app().inventory();
    assert_eq!(on_actix::app().panel("/_cors").inventory(), without);
    assert_eq!(without.rows().len(), 3);
}

async fn lists_all_routes(app: &impl Driver, panel: &str) {
    let inventory = json(app, &format!("{panel}/inventory")).await;
    let routes = inventory["routes"].as_array().expect("a list");
    assert_eq!(routes.len(), 3, "{inventory:#}");
    assert!(!inventory.to_string().contains("_cors/"), "{inventory:#}");
}

#[tokio::test]
async fn several_panels_show_the_same_on_axum() {
    let app = on_axum::router().panel("/_cors").panel("/tools/cors").into_router();
    for panel in ["/_cors", "/tools/cors"] {
        lists_all_routes(&app, panel).await;
    }
}

#[actix_web::test]
async fn several_panels_show_the_same_on_actix() {
    let app = call_actix(on_actix::app().panel("/_cors").panel("/tools/cors").finish()).await;
    assert_eq!(app.framework(), Framework::Actix);
    for panel in ["/_cors", "/tools/cors"] {
        lists_all_routes(&app, panel).await;
    }
    // A longer name is another path.
    assert_eq!(send(&app, get("/_corset")).await.status(), 401);
}

/// The hosts of the application do not hold for the panel, which has its own.
#[tokio::test]
async fn the_panel_has_hosts_of_its_own() {
    let app = on_axum::router().hosts(["api.example.com"]).panel("/_cors").into_router();
    assert_eq!(send(&app, get("/users")).await.status(), 403);
    lists_all_routes(&app, "/_cors").await;
}

#[actix_web::test]
async fn the_panel_has_hosts_of_its_own_on_actix() {
    let app = call_actix(on_actix::app().hosts(["api.example.com"]).panel("/_cors").finish()).await;
    assert_eq!(send(&app, get("/users")).await.status(), 403);
    lists_all_routes(&app, "/_cors").await;
}

#[test]
fn a_path_that_is_not_literal_is_refused() {
    for path in ["", "/", "_cors", "/_cors/", "//_cors", "/{tenant}/_cors", "/{*rest}", "/a b", "/_cors?", "/:id"] {
        let refused = std::panic::catch_unwind(|| drop(on_axum::router().panel(path)));
        let words = refused.expect_err(path).downcast::<String>().expect("a message");
        assert!(words.contains(&format!("`{path}` is not a path for the panel")), "{words}");
        assert!(std::panic::catch_unwind(|| drop(on_actix::app().panel(path))).is_err(), "{path}");
    }
}

/// The control of the test that a release binary does not contain the page (`tests/release-adapters`): this binary does.
#[test]
fn the_page_is_in_a_debug_binary() {
    let binary = fs::read(env::current_exe().expect("this binary")).expect("it can be read");
    // Texts are searched much faster than bytes.
    let binary = String::from_utf8_lossy(&binary);
    for file in ["index.html", "panel.css", "panel.js", "decisions.js"] {
        let path = format!("{}/../cors-panel/src/page/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).expect("a file of the page");
        let line = text.lines().max_by_key(|line| line.len()).expect("a line");
        assert!(binary.contains(line), "{file}");
    }
}
