//! Pages in browsers: what the model of one makes of the answers is what the policies say.

use cors_axum::browser::{PageRequest, fetch};

use crate::{Dice, Target, client};

/// A handler of the demo, and whom its policy lets in.
struct Route {
    method: &'static str,
    path: &'static str,
    let_in: Who,
}

#[derive(Clone, Copy, PartialEq)]
enum Who {
    Everybody,
    Frontend,
    Admin,
}

const ROUTES: [Route; 8] = [
    Route { method: "GET", path: "/health", let_in: Who::Everybody },
    Route { method: "GET", path: "/users", let_in: Who::Frontend },
    Route { method: "POST", path: "/users", let_in: Who::Frontend },
    Route { method: "GET", path: "/users/1", let_in: Who::Frontend },
    // A 404, behind the session's 401.
    Route { method: "GET", path: "/users/999999", let_in: Who::Frontend },
    Route { method: "DELETE", path: "/users/999999", let_in: Who::Admin },
    Route { method: "POST", path: "/session", let_in: Who::Frontend },
    Route { method: "DELETE", path: "/session", let_in: Who::Frontend },
];

const APP: &str = "https://app.example.com";
const ADMIN: &str = "https://admin.example.com";

/// Near misses, and pages that have nothing to do with it.
const STRANGERS: [&str; 8] = [
    "https://evil.test",
    "https://app.example.com.evil.test",
    "https://evil-app.example.com",
    "https://app.example.com:8443",
    "http://app.example.com",
    "https://app.example.com.",
    "https://admin.example.com.evil.test",
    "null",
];

pub(crate) fn ask(target: &Target, dice: &mut Dice) {
    let route = dice.roll(&ROUTES);
    let page = match dice.roll(&[0, 0, 1, 2, 3]) {
        0 => APP,
        1 => target.origins.page.as_str(),
        2 => ADMIN,
        _ => dice.roll(&STRANGERS),
    };
    // `dev_origins` let it in where they exist.
    let is_frontend = page == APP || page == target.origins.page && cfg!(debug_assertions);
    let is_json = route.let_in == Who::Frontend && *dice.roll(&[true, false]);
    let is_strange = *dice.roll(&[false, false, false, true]);
    let credentials = route.let_in != Who::Everybody && *dice.roll(&[true, false]);
    let mut request = PageRequest::new(page, route.method);
    if is_json {
        request = request.header("content-type", "application/json");
    }
    if is_strange {
        request = request.header("x-strange", "1");
    }
    if credentials {
        request = request.with_credentials();
    }
    let explanation = fetch(&request, |sent| {
        target.count(1);
        client::exchange(target.api, &sent.method, route.path, &sent.headers)
    });
    let is_let_in = match route.let_in {
        Who::Everybody => true,
        Who::Frontend => is_frontend,
        Who::Admin => page == ADMIN,
    };
    assert_eq!(explanation.is_readable(), is_let_in && !is_strange, "{}\n{explanation}", route.path);
}
