//! Pages in browsers: what the model of one makes of the answers is what the policies say.

use cors_axum::browser::{PageRequest, fetch};

use crate::{Dice, Target, client};

/// A handler of the demo, and the origins that its policy allows.
struct Route {
    method: &'static str,
    path: &'static str,
    allows: Origins,
}

#[derive(Clone, Copy, PartialEq)]
enum Origins {
    All,
    Frontend,
    Admin,
}

const ROUTES: [Route; 8] = [
    Route { method: "GET", path: "/health", allows: Origins::All },
    Route { method: "GET", path: "/users", allows: Origins::Frontend },
    Route { method: "POST", path: "/users", allows: Origins::Frontend },
    Route { method: "GET", path: "/users/1", allows: Origins::Frontend },
    // A 404, behind the session's 401.
    Route { method: "GET", path: "/users/999999", allows: Origins::Frontend },
    Route { method: "DELETE", path: "/users/999999", allows: Origins::Admin },
    Route { method: "POST", path: "/session", allows: Origins::Frontend },
    Route { method: "DELETE", path: "/session", allows: Origins::Frontend },
];

const APP: &str = "https://app.example.com";
const ADMIN: &str = "https://admin.example.com";

/// Near misses, and unrelated origins.
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
    // `dev_origins` allow it where they exist.
    let is_frontend = page == APP || page == target.origins.page && cfg!(debug_assertions);
    let is_json = route.allows == Origins::Frontend && *dice.roll(&[true, false]);
    let is_strange = *dice.roll(&[false, false, false, true]);
    let credentials = route.allows != Origins::All && *dice.roll(&[true, false]);
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
    let is_allowed = match route.allows {
        Origins::All => true,
        Origins::Frontend => is_frontend,
        Origins::Admin => page == ADMIN,
    };
    assert_eq!(explanation.is_readable(), is_allowed && !is_strange, "{}\n{explanation}", route.path);
}
