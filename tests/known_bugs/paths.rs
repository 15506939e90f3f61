//! Paths: the policy is that of the handler that runs, however the path is spelt.

use cors_tests::{
    driver::Driver,
    exchange::{
        ADMIN, APP, EVIL, Expected, bare, check, denied, from, granted, other_methods, preflight, readable, unreadable,
    },
    frameworks::Framework,
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v11_cve_2026_9495_routes_under_a_prefix_with_parameters
    v12_cve_2026_47676_policies_and_routing_read_paths_alike
    v13_cve_2020_25032_steps_upwards_choose_no_other_policy
    v14_cve_2019_18978_encoded_steps_upwards_choose_no_other_policy
    v15_cve_2024_6839_the_route_that_is_chosen_and_not_the_longest_pattern
    v16_cve_2024_6844_a_plus_is_no_space
    v17_cve_2024_6866_paths_are_compared_byte_for_byte
    v21_actix_extras_213_segments_that_are_parameters
}

/// The answer that a page gets from the handler of this name.
fn of_handler(name: &str, status: u16, origin: &str) -> Expected {
    match name {
        "public" => readable(status, "*"),
        "for_app" if origin == APP => readable(status, APP),
        "for_admin" if origin == ADMIN => readable(status, ADMIN),
        "for_app" | "for_admin" => unreadable(status),
        // No handler has answered: a path without a route.
        _ => bare(404),
    }
}

/// Asks for a path from every page, and compares with the policy of the handler that has answered: by its actual response, and by
/// whether a preflight lets the page send it. The answer is the name of that handler.
async fn agrees(app: &App<impl Driver>, path: &str) -> String {
    let mut names = Vec::new();
    for origin in [APP, ADMIN, EVIL] {
        let asked = from(&format!("GET {path}"), origin);
        let answer = asked.send(app).await;
        of_handler(&answer.body, answer.status, origin).check("", &asked, &answer);
        let asked = preflight(&format!("GET {path}"), origin);
        let expected = match (answer.status, answer.allowed_origin()) {
            (404, _) => bare(404),
            (_, Some("*")) => granted("*", "GET, [HEAD]"),
            (_, Some(_)) => granted(origin, "GET, [HEAD]"),
            (_, None) => denied(),
        };
        expected.on(app.framework()).check("", &asked, &asked.send(app).await);
        names.push(answer.body);
    }
    names.dedup();
    assert_eq!(names.len(), 1, "{path} is served by {names:?}");
    names.remove(0)
}

/// @koa/router: middleware was lost where the prefix has parameters.
/// Asked: two methods with two policies, nested under `/t/{tenant}`.
async fn v11_cve_2026_9495_routes_under_a_prefix_with_parameters(app: &App<impl Driver>) {
    let rows = [
        (preflight("DELETE /t/acme/items/7", ADMIN), granted(ADMIN, "DELETE")),
        (preflight("DELETE /t/acme/items/7", APP), other_methods(APP, "GET, [HEAD]")),
        (preflight("DELETE /t/acme/items/7", EVIL), denied()),
        (from("GET /t/acme/items/7", APP), readable(200, APP)),
        (from("GET /t/acme/items/7", EVIL), unreadable(200)),
        (from("DELETE /t/acme/items/7", ADMIN), readable(200, ADMIN)),
        (from("GET /t/%2e%2e/items/7", APP), readable(200, APP)),
    ];
    check(app, &rows).await;
}

/// Hono, Rack: what looked the rules up decoded the path in another way than what served it.
/// Asked: every spelling of a path has the policy of the handler that serves this spelling, in preflights too.
async fn v12_cve_2026_47676_policies_and_routing_read_paths_alike(app: &App<impl Driver>) {
    let mut served = Vec::new();
    for path in [
        "/files/private",
        "/files/%70rivate",
        "/files/private/",
        "/files/private%2F",
        "/files%2Fprivate",
        "//files/private",
        "/files//private",
        "/files/./private",
        "/files/%2e/private",
        "/files/x/%2e%2e/private",
        "/files/x/..%2Fprivate",
        "/files/Private",
        "/files/private%00",
        "/files/private%20",
        "/files/private;x=1",
        "/files/private?x=/files/a",
        "/files/private%3Fx",
        "/files/%2570rivate",
        "/files/privat%C3%A9",
        "/files/%FF",
        "/plus/a+b",
        "/plus/a%2Bb",
        "/plus/a%2bb",
        "/plus/a%20b",
        "/plus/%61+b",
        "/plus/a%2Fb",
        "/plus/a+b/",
        "/case/%61dmin",
        "/case/%41dmin",
        "/case/ADMIN",
    ] {
        served.push(agrees(app, path).await);
    }
    // Each of the three handlers has served some of them.
    for name in ["public", "for_admin", "for_app"] {
        assert!(served.iter().any(|served| served == name), "{name}: {served:?}");
    }
}

/// flask-cors: `/public/../private` had the policy of what its text begins with, and was served by something else.
/// Asked: dots are no steps, for the router and for the policy.
async fn v13_cve_2020_25032_steps_upwards_choose_no_other_policy(app: &App<impl Driver>) {
    for path in ["/files/x/../private", "/files/../files/private", "/files/../../files/private"] {
        assert_eq!(agrees(app, path).await, "public", "{path}");
    }
    let rows = [
        (from("GET /files/x/../private", EVIL), readable(200, "*")),
        (from("GET /files/private", EVIL), unreadable(200)),
        (preflight("GET /files/private", EVIL), denied()),
    ];
    check(app, &rows).await;
}

/// rack-cors: the same, with the dots encoded.
/// Asked: encoded dots are no steps either.
async fn v14_cve_2019_18978_encoded_steps_upwards_choose_no_other_policy(app: &App<impl Driver>) {
    for path in ["/files/x/%2e%2e/private", "/files/%2E%2E/private", "/files/.%2e/private", "/files/x%2F..%2Fprivate"] {
        assert_eq!(agrees(app, path).await, "public", "{path}");
    }
    check(app, &[(preflight("GET /files/x/%2e%2e/private", APP), granted("*", "GET, [HEAD]"))]).await;
}

/// flask-cors: of several patterns the longest text won, and not the one that says the most.
/// Asked: a private path under a public wildcard, whose pattern is longer than a shorter path and shorter than a longer one.
async fn v15_cve_2024_6839_the_route_that_is_chosen_and_not_the_longest_pattern(app: &App<impl Driver>) {
    assert_eq!(agrees(app, "/files/private").await, "for_admin");
    for path in ["/files/p", "/files/private2", "/files/private/more", "/files/some/longer/path/than/private"] {
        assert_eq!(agrees(app, path).await, "public", "{path}");
    }
    let rows = [
        (from("GET /files/private", ADMIN), readable(200, ADMIN)),
        (from("GET /files/private", APP), unreadable(200)),
        (from("GET /files/other", APP), readable(200, "*")),
    ];
    check(app, &rows).await;
}

/// flask-cors: `+` became a space before policies were looked up.
/// Asked: `/plus/a+b` has a policy of its own, and `/plus/a%20b` is another path.
async fn v16_cve_2024_6844_a_plus_is_no_space(app: &App<impl Driver>) {
    assert_eq!(agrees(app, "/plus/a+b").await, "for_admin");
    assert_eq!(agrees(app, "/plus/a%20b").await, "for_app");
    agrees(app, "/plus/a%2Bb").await;
    let rows = [
        (from("GET /plus/a+b", ADMIN), readable(200, ADMIN)),
        (from("GET /plus/a%20b", ADMIN), unreadable(200)),
        (preflight("GET /plus/a%20b", ADMIN), denied()),
    ];
    check(app, &rows).await;
}

/// flask-cors: paths were compared without their case.
/// Asked: `/case/admin` and `/case/Admin` have two policies, and `/case/ADMIN` none.
async fn v17_cve_2024_6866_paths_are_compared_byte_for_byte(app: &App<impl Driver>) {
    let rows = [
        (from("GET /case/admin", ADMIN), readable(200, ADMIN)),
        (from("GET /case/admin", APP), unreadable(200)),
        (from("GET /case/Admin", APP), readable(200, APP)),
        (from("GET /case/Admin", ADMIN), unreadable(200)),
        (preflight("GET /case/Admin", ADMIN), denied()),
        (from("GET /case/ADMIN", APP), bare(404)),
    ];
    check(app, &rows).await;
}

/// actix-cors 0.6.0-beta.5 panicked on paths with parameters.
/// Asked: such a path in all its answers.
async fn v21_actix_extras_213_segments_that_are_parameters(app: &App<impl Driver>) {
    // actix-web answers HEAD only where it is mounted.
    let head = if app.framework == Framework::Axum { readable(200, APP) } else { readable(405, APP) };
    let rows = [
        (preflight("GET /users/7", APP), granted(APP, "GET, [HEAD]")),
        (preflight("GET /users/%F0%9F%A6%80", APP), granted(APP, "GET, [HEAD]")),
        (preflight("GET /users/7", EVIL), denied()),
        (preflight("PUT /users/7", APP), other_methods(APP, "GET, [HEAD]")),
        (from("GET /users/7", APP), readable(200, APP)),
        (from("GET /users/7", EVIL), unreadable(200)),
        (from("PUT /users/7", APP), readable(405, APP)),
        (from("HEAD /users/7", APP), head),
        (from("GET /users/", APP), bare(404)),
    ];
    check(app, &rows).await;
}
