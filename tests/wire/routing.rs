//! Where several patterns fit, the policy is that of the route that runs.

use crate::{
    app::{Framework, Inside},
    exchange::{ADMIN, APP, EVIL, ask, bare, denied, frontend_readable, granted, preflight, readable, unreadable},
};

on_every_framework! {
    overlapping_patterns
    nested_routes
}

async fn overlapping_patterns(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    let public = || readable(200, "*").exposes("etag");
    app.check(&[
        ("exact", ask("GET /over/users/me").from(APP), frontend_readable(200, APP)),
        ("exact, not allowed", ask("GET /over/users/me").from(ADMIN), unreadable(200)),
        ("a parameter", ask("GET /over/users/7").from(ADMIN), readable(200, ADMIN)),
        ("a parameter, not allowed", ask("GET /over/users/7").from(APP), unreadable(200)),
        ("a parameter that begins like the exact one", ask("GET /over/users/me2").from(ADMIN), readable(200, ADMIN)),
        ("a parameter that looks like more", ask("GET /over/users/me%2Fx").from(ADMIN), readable(200, ADMIN)),
        ("an encoded exact one", ask("GET /over/users/%6de").from(EVIL), unreadable(200)),
        ("a wildcard", ask("GET /over/users/7/more").from(EVIL), public()),
        ("a wildcard does not answer for a parameter", preflight("GET /over/users/7", EVIL), denied()),
        ("a wildcard does not answer for an exact one", preflight("GET /over/users/me", EVIL), denied()),
        ("a parameter does not answer for an exact one", preflight("GET /over/users/me", ADMIN), denied()),
        ("the preflight of the parameter", preflight("GET /over/users/7", ADMIN), granted(ADMIN, "GET, HEAD")),
    ])
    .await;
}

async fn nested_routes(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    app.check(&[
        ("one prefix", ask("GET /v1/acme/users").from(APP), frontend_readable(200, APP)),
        ("another method", ask("PUT /v1/acme/users").from(ADMIN), readable(200, ADMIN)),
        ("its preflight", preflight("PUT /v1/acme/users", ADMIN), granted(ADMIN, "PUT")),
        ("405", ask("DELETE /v1/acme/users").from(ADMIN), readable(405, ADMIN)),
        ("two prefixes", ask("GET /v1/acme/deep/users/7").from(ADMIN), readable(200, ADMIN)),
        ("its preflight", preflight("GET /v1/acme/deep/users/7", ADMIN), granted(ADMIN, "GET, HEAD")),
        ("its preflight, not allowed", preflight("GET /v1/acme/deep/users/7", EVIL), denied()),
        ("a wildcard", ask("GET /v1/acme/deep/users/7/more").from(EVIL), readable(200, "*").exposes("etag")),
        ("without the prefix", ask("GET /deep/users/7").from(ADMIN), bare(404)),
        ("only the prefix", ask("GET /v1/acme").from(APP), bare(404)),
        ("an unknown path under the prefix", ask("GET /v1/acme/nope").from(APP), bare(404)),
    ])
    .await;
}
