//! Middleware around a finished application of actix-web.

use actix_web::{App, HttpResponse, middleware::NormalizePath, web};
use cors_actix::WithCors;
use cors_tests::driver::call_actix;

use crate::app::{get, on_actix, send, text};

/// Documents recommend it outside CORS. It removes the slash at the end of a path, which a page's relative addresses depend on.
#[actix_web::test]
async fn the_files_are_found_behind_a_middleware_that_removes_slashes() {
    let app = call_actix(on_actix::app().panel("/_cors").finish().wrap(NormalizePath::trim())).await;
    for (page, file) in [("/_cors", "/_cors/panel.js"), ("/_cors/", "/_cors/_cors/panel.js")] {
        let shown = text(&send(&app, get(page)).await);
        assert!(shown.contains(r#"src="_cors/panel.js""#), "{page}");
        let script = send(&app, get(file)).await;
        assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8", "{file}");
    }
}

#[test]
#[should_panic = "a route of the application has the path of its panel"]
fn a_route_with_its_path_is_refused() {
    let plain = cors_actix::resource("/_cors").route_without_cors(web::get().to(HttpResponse::Ok));
    let _ = App::new().with_cors().service(plain).panel("/_cors").finish();
}
