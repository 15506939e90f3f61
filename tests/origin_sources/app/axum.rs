//! The application, as axum serves it.

use axum::{
    Router,
    middleware::{Next, from_fn},
};
use cors_axum::{
    CorsRouter, OriginSet, OriginSource, RequestedOrigin, SourceRequest, SourceResult, cors, routes, with_policy,
};
use cors_tests::frameworks::Runs;

use super::{RELOADED, Table};

policies!();

/// `/tenants/{tenant}/…`
fn tenant<'r>(request: &SourceRequest<'r>) -> &'r str {
    request.parts().uri.path().split('/').nth(2).unwrap_or_default()
}

#[cors(policy = Known)]
async fn known() -> &'static str {
    "known"
}

#[cors(policy = OfTenant)]
async fn of_tenant() -> &'static str {
    "of a tenant"
}

#[cors(origins = ["https://admin.example.com"])]
async fn of_admin() -> &'static str {
    "of the administrator"
}

pub(crate) fn app(runs: Runs, table: Table) -> Router {
    let ok = || async { "ok" };
    let cached =
        || async { ([("cache-control", "public, max-age=3600"), ("expires", "Thu, 01 Dec 2033 16:00:00 GMT")], "ok") };
    CorsRouter::new()
        .route("/known", routes![get(known), put(known), post(of_admin)])
        .route("/tenants/{tenant}/users", routes![get(of_tenant), put(of_tenant)])
        .route("/failing", with_policy(Fails).any(ok))
        .route("/slow", with_policy(TooSlow).any(ok))
        .route("/kiosks", with_policy(Kiosks).get(ok))
        .route("/kiosks/credentials", with_policy(KiosksWithCredentials).get(ok))
        .route("/reloaded", with_policy(Reloaded).any(ok))
        .route("/strict", with_policy(Strict).get(ok).post(ok))
        .route("/reported", with_policy(Reported).get(ok).post(ok))
        .route("/local", with_policy(Local).get(ok))
        .route("/tenants/{tenant}/strict", with_policy(StrictOfTenant).post(ok))
        .route("/misled", with_policy(Misled).any(ok))
        .route("/misled/strict", with_policy(StrictMisled).any(ok))
        .route("/counted", with_policy(Counted).any(cached))
        .route("/counted/strict", with_policy(StrictCounted).any(ok))
        .route("/phases", with_policy(Strict).get(ok))
        .route("/phases", with_policy(KnownLate).put(ok))
        .route("/phases", with_policy(ClosedLate).delete(ok))
        .route("/phases", with_policy(Counted).patch(ok))
        .route("/stuck", with_policy(NeverKnown).put(ok))
        .route("/stuck", with_policy(NeverKnownAsWell).delete(ok))
        .route("/failing/cached", with_policy(Fails).any(cached))
        .route("/slow/cached", with_policy(TooSlow).any(cached))
        .route("/panics", with_policy(Panics).any(cached))
        .route("/panics/later", with_policy(PanicsLater).any(ok))
        .layer(from_fn(move |request, next: Next| {
            runs.count();
            next.run(request)
        }))
        .with_state(table)
        .into_router()
}
