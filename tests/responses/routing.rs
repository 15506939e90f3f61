//! Where several patterns fit, the policy is that of the route that runs.

use cors_tests::{
    exchange::{
        ADMIN, APP, EVIL, bare, check, denied, from, frontend_readable, granted, preflight, readable, unreadable,
    },
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    overlapping_patterns
    nested_routes
}

async fn overlapping_patterns(app: &App) {
    let public = || readable(200, "*").exposes("etag");
    check(
        app,
        &[
            ("exact", from("GET /over/users/me", APP), frontend_readable(200, APP)),
            ("exact, not allowed", from("GET /over/users/me", ADMIN), unreadable(200)),
            ("a parameter", from("GET /over/users/7", ADMIN), readable(200, ADMIN)),
            ("a parameter, not allowed", from("GET /over/users/7", APP), unreadable(200)),
            ("a parameter that begins like the exact one", from("GET /over/users/me2", ADMIN), readable(200, ADMIN)),
            ("a parameter that looks like more", from("GET /over/users/me%2Fx", ADMIN), readable(200, ADMIN)),
            ("an encoded exact one", from("GET /over/users/%6de", EVIL), unreadable(200)),
            ("a wildcard", from("GET /over/users/7/more", EVIL), public()),
            ("a wildcard does not answer for a parameter", preflight("GET /over/users/7", EVIL), denied()),
            ("a wildcard does not answer for an exact one", preflight("GET /over/users/me", EVIL), denied()),
            ("a parameter does not answer for an exact one", preflight("GET /over/users/me", ADMIN), denied()),
            ("the preflight of the parameter", preflight("GET /over/users/7", ADMIN), granted(ADMIN, "GET, [HEAD]")),
        ],
    )
    .await;
}

async fn nested_routes(app: &App) {
    check(
        app,
        &[
            ("one prefix", from("GET /v1/acme/users", APP), frontend_readable(200, APP)),
            ("another method", from("PUT /v1/acme/users", ADMIN), readable(200, ADMIN)),
            ("its preflight", preflight("PUT /v1/acme/users", ADMIN), granted(ADMIN, "PUT")),
            ("405", from("DELETE /v1/acme/users", ADMIN), readable(405, ADMIN)),
            ("two prefixes", from("GET /v1/acme/deep/users/7", ADMIN), readable(200, ADMIN)),
            ("its preflight", preflight("GET /v1/acme/deep/users/7", ADMIN), granted(ADMIN, "GET, [HEAD]")),
            ("its preflight, not allowed", preflight("GET /v1/acme/deep/users/7", EVIL), denied()),
            ("a wildcard", from("GET /v1/acme/deep/users/7/more", EVIL), readable(200, "*").exposes("etag")),
            ("without the prefix", from("GET /deep/users/7", ADMIN), bare(404)),
            ("only the prefix", from("GET /v1/acme", APP), bare(404)),
            ("an unknown path under the prefix", from("GET /v1/acme/nope", APP), bare(404)),
        ],
    )
    .await;
}
