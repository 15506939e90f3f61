//! The application, as actix-web serves it.

use actix_web::{
    App, Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Next, from_fn},
    web::Data,
};
use cors_actix::{
    OriginSet, OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, cors, resource, routes,
    with_policy,
};
use cors_tests::frameworks::Runs;

use super::{RELOADED, Table};

policies!();

/// `/tenants/{tenant}/…`
fn tenant<'r>(request: &SourceRequest<'r>) -> &'r str {
    request.head().uri.path().split('/').nth(2).unwrap_or_default()
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

pub(crate) fn app(
    runs: Runs,
    table: Table,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let ok = || async { "ok" };
    let cached = || async {
        HttpResponse::Ok()
            .insert_header(("cache-control", "public, max-age=3600"))
            .insert_header(("expires", "Thu, 01 Dec 2033 16:00:00 GMT"))
            .body("ok")
    };
    App::new()
        .with_cors()
        .app_data(Data::new(table))
        .service(resource("/known").route(routes![get(known), put(known), post(of_admin)]))
        .service(resource("/tenants/{tenant}/users").route(routes![get(of_tenant), put(of_tenant)]))
        .service(resource("/failing").route(with_policy(Fails).any(ok)))
        .service(resource("/slow").route(with_policy(TooSlow).any(ok)))
        .service(resource("/kiosks").route(with_policy(Kiosks).get(ok)))
        .service(resource("/kiosks/credentials").route(with_policy(KiosksWithCredentials).get(ok)))
        .service(resource("/reloaded").route(with_policy(Reloaded).any(ok)))
        .service(resource("/strict").route(with_policy(Strict).get(ok).post(ok)))
        .service(resource("/reported").route(with_policy(Reported).get(ok).post(ok)))
        .service(resource("/local").route(with_policy(Local).get(ok)))
        .service(resource("/tenants/{tenant}/strict").route(with_policy(StrictOfTenant).post(ok)))
        .service(resource("/misled").route(with_policy(Misled).any(ok)))
        .service(resource("/misled/strict").route(with_policy(StrictMisled).any(ok)))
        .service(resource("/counted").route(with_policy(Counted).any(cached)))
        .service(resource("/counted/strict").route(with_policy(StrictCounted).any(ok)))
        .service(
            resource("/phases")
                .route(with_policy(Strict).get(ok))
                .route(with_policy(KnownLate).put(ok))
                .route(with_policy(ClosedLate).delete(ok))
                .route(with_policy(Counted).patch(ok)),
        )
        .service(
            resource("/stuck").route(with_policy(NeverKnown).put(ok)).route(with_policy(NeverKnownAsWell).delete(ok)),
        )
        .service(resource("/failing/cached").route(with_policy(Fails).any(cached)))
        .service(resource("/slow/cached").route(with_policy(TooSlow).any(cached)))
        .service(resource("/panics").route(with_policy(Panics).any(cached)))
        .service(resource("/panics/later").route(with_policy(PanicsLater).any(ok)))
        .wrap(from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
            runs.count();
            next.call(request)
        }))
        .finish()
}
