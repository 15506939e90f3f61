//! `cors-audit explain`.

use cors_core::{Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, Policy, PolicyFrom, RowKind};
use expect_test::expect;

use crate::command::{Done, TestFile, inventory_file, run};

const APP: &str = "https://app.example.com";

fn policy(name: &'static str, change: impl FnOnce(&mut InventoryPolicy)) -> Option<InventoryPolicy> {
    let mut policy = InventoryPolicy::from(&Policy::SAME_ORIGIN.named(name));
    policy.origins = InventoryOrigins::Listed(vec![APP.to_owned()]);
    change(&mut policy);
    Some(policy)
}

fn row(pattern: &str, kind: RowKind, method: Option<&str>, policy: Option<InventoryPolicy>) -> InventoryRow {
    let mut row = InventoryRow::new(pattern, kind, method, None);
    row.policy = policy;
    row
}

fn inventory() -> TestFile {
    let plain = || policy("Frontend", |_| {});
    let route = RowKind::Route;
    inventory_file(&Inventory::from_iter([
        row("/users/{id}", route, Some("GET"), plain()).with_policy_from(PolicyFrom::Default),
        row(
            "/users/{id}",
            route,
            Some("PUT"),
            policy("shop::rename", |policy| {
                policy.credentials = true;
                policy.allow_headers = vec!["content-type".to_owned()];
            }),
        )
        .handled_by("shop::rename"),
        row("/users/me", route, Some("GET"), None),
        row("/{*rest}", route, Some("GET"), policy("Public", |policy| policy.origins = InventoryOrigins::Any)),
        row("/admin", route, Some("GET"), policy("Admin", |policy| policy.hosts = vec!["localhost:*".to_owned()])),
        row("/guarded", route, Some("GET"), plain()).guarded(true),
        row(
            "/tenants",
            route,
            Some("GET"),
            policy("Tenants", |policy| {
                policy.origins = InventoryOrigins::Source("TENANTS".to_owned());
            }),
        ),
        row(
            "/dev",
            route,
            Some("GET"),
            policy("Dev", |policy| {
                policy.dev_origins = vec!["http://localhost:5173".to_owned()];
            }),
        ),
        row("/files", RowKind::Nested, None, plain()),
        row("/", RowKind::Fallback, None, None),
    ]))
}

/// Explains a request; without an origin among the arguments, of the front end.
fn explain(arguments: &[&str]) -> Done {
    let inventory = inventory();
    let origin: &[&str] = if arguments.contains(&"--origin") { &[] } else { &["--origin", APP] };
    run(&[&["explain", inventory.path()], origin, arguments].concat())
}

/// The exit code, and the lines about the route.
fn heading(arguments: &[&str]) -> (u8, String) {
    let done = explain(arguments);
    assert_eq!(done.err, "");
    (done.code, done.out.split("\n\n").next().unwrap().to_owned())
}

#[test]
fn a_readable_response_is_explained() {
    let done = explain(&["--path", "/users/1"]);
    expect![[r#"
        Route: GET /users/{id} (policy Frontend, from the default of what mounts it)
        Also matching, and less specific: /{*rest}. actix-web takes the one that is mounted first.

        GET from https://app.example.com to https://api.example/users/1 (mode `cors`, credentials `same-origin`)

        1. It goes to another origin. The method `GET` and its headers need no preflight. [Main fetch]
        2. The browser sends the request, without credentials. [HTTP fetch]
               GET
               Origin: https://app.example.com
        3. The server answers 200: the policy allows it [allowed]. [HTTP responses]
               Access-Control-Allow-Origin: https://app.example.com
               Vary: Origin
        4. This passes: the page's origin is allowed. [CORS check]
        5. The script sees status, body and the safelisted headers. [CORS filtered response]

        The script can read the response.
    "#]]
    .assert_eq(&done.out);
    assert_eq!(done.code, 0);
}

#[test]
fn a_blocked_request_is_explained() {
    let done = explain(&["--path", "/users/1", "--method", "put", "--header", "x-one: 1", "--credentials"]);
    expect![[r#"
        Route: PUT /users/{id} (the policy of the handler shop::rename)
        Also matching, and less specific: /{*rest}. actix-web takes the one that is mounted first.

        put from https://app.example.com to https://api.example/users/1 (mode `cors`, credentials `include`)

        1. The browser turns `put` into `PUT`. [Request class]
        2. It goes to another origin, and needs a preflight because of the method `PUT` and the header `x-one`. [Main fetch]
        3. The browser sends a preflight, without credentials. [CORS-preflight fetch]
               OPTIONS
               Accept: */*
               Origin: https://app.example.com
               Access-Control-Request-Method: PUT
               Access-Control-Request-Headers: x-one
        4. The server answers 204: a requested header is not in `allow_headers` [header_not_allowed]. [HTTP responses]
               Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
               Access-Control-Allow-Origin: https://app.example.com
               Access-Control-Allow-Credentials: true
               Access-Control-Allow-Methods: PUT
               Access-Control-Allow-Headers: content-type
               Access-Control-Max-Age: 0
        5. This fails: `Access-Control-Allow-Headers` does not have `x-one`. [CORS-preflight fetch]

        Blocked by the answer to the preflight: `Access-Control-Allow-Headers` does not have `x-one` [CORS-preflight fetch].
    "#]].assert_eq(&done.out);
    assert_eq!(done.code, 1);
}

#[test]
fn the_most_specific_route_is_explained() {
    for (path, expected) in [
        ("/users/me", "Route: GET /users/me (without CORS)"),
        ("/anything/else", "Route: GET /{*rest} (policy Public)"),
        ("/", "Route: any other method of /… (fallback) (without CORS)"),
        ("/users/1?q=1", "Route: GET /users/{id} (policy Frontend, from the default of what mounts it)"),
        (
            "https://api.example.com/users/1",
            "Route: GET /users/{id} (policy Frontend, from the default of what mounts it)",
        ),
    ] {
        assert_eq!(heading(&["--path", path]).1.lines().next().unwrap(), expected, "{path}");
    }
}

#[test]
fn a_route_comes_before_a_prefix() {
    let (code, text) = heading(&["--path", "/files/a/b", "--method", "DELETE"]);
    assert!(text.starts_with("Route: /{*rest} has no handler for DELETE: the framework answers 405"), "{text}");
    assert_eq!(code, 1);
}

#[test]
fn the_handler_is_shown_with_its_place() {
    let mut row = row("/users", RowKind::Route, Some("GET"), policy("Frontend", |_| {})).handled_by("shop::list_users");
    row.location = Some(std::panic::Location::caller().into());
    let line = row.location.as_ref().unwrap().line;
    let inventory = inventory_file(&Inventory::from_iter([row]));
    let done = run(&["explain", inventory.path(), "--origin", APP, "--path", "/users"]);
    let expected = format!("Handler: shop::list_users (cors-audit/tests/suite/explain.rs:{line})");
    assert_eq!(done.out.lines().nth(1), Some(expected.as_str()), "{}", done.out);
}

#[test]
fn ambiguous_routes_say_so() {
    let (_, text) = heading(&["--path", "/guarded"]);
    assert!(text.ends_with("may send the request elsewhere: the inventory does not tell."), "{text}");
}

#[test]
fn hosts_are_those_of_the_url_or_of_the_route() {
    assert_eq!(heading(&["--path", "/admin"]).0, 0);
    assert_eq!(heading(&["--path", "http://localhost:3000/admin"]).0, 0);
    assert_eq!(heading(&["--path", "https://rebound.example/admin"]).0, 1);
}

#[test]
fn origins_are_those_of_the_build_and_of_the_source() {
    let dev = ["--path", "/dev", "--origin", "http://localhost:5173"];
    assert_eq!(heading(&dev).0, 1);
    assert_eq!(heading(&[&dev[..], &["--dev-origins"]].concat()).0, 0);
    let tenant = ["--path", "/tenants", "--origin", "https://tenant.example"];
    assert_eq!(heading(&tenant).0, 1);
    assert_eq!(heading(&[&tenant[..], &["--known-origin", "https://tenant.example"]].concat()).0, 0);
    // As a browser writes it.
    assert_eq!(heading(&["--path", "/users/1", "--origin", "https://APP.example.com:443/"]).0, 0);
}

#[test]
fn what_cannot_be_explained_is_a_failure() {
    let files = inventory_file(&Inventory::from_iter([row("/files", RowKind::Nested, None, None)]));
    for (done, expected) in [
        (explain(&["--path", "users"]), "cors-audit: `--path users` is neither a path, such as /users/1, nor a URL\n"),
        (
            explain(&["--path", "/users/1", "--origin", "app.example.com"]),
            "cors-audit: `--origin app.example.com` is not an origin, such as https://app.example.com\n",
        ),
        (
            run(&["explain", files.path(), "--origin", APP, "--path", "/filesystem"]),
            "cors-audit: no row of the inventory serves `/filesystem`\n",
        ),
    ] {
        assert_eq!((done.code, done.err.as_str()), (2, expected));
    }
}
