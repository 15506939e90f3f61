//! The applications of actix-web.

use actix_web::{
    App, HttpResponse,
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::{Next, from_fn},
    web,
};
use cors_actix::{WithCors, cors, resource, with_policy};
use cors_tests::driver::{Served, serve_actix};
use cors_tests::frameworks::Runs;

policies!();

async fn done() -> &'static str {
    "done"
}

pub(super) async fn enforced() -> Served {
    serve_actix(|| {
        App::new()
            .with_cors()
            .service(resource("/anonymous").route(with_policy(Anonymous).any(done)))
            .service(resource("/user").route(with_policy(User).any(done)))
            .service(resource("/closed").route(with_policy(Closed).any(done)))
            .service(resource("/reported").route(with_policy(Reported).any(done)))
            .service(resource("/user-reported").route(with_policy(UserReported).any(done)))
            .service(resource("/again").route(with_policy(Again).any(done)))
            .finish()
    })
}

async fn count(
    runs: web::Data<Runs>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    runs.count();
    next.call(request).await
}

/// Policies with `hosts`. The middleware counts requests that get past them.
pub(super) async fn hosts() -> (Served, Runs) {
    let runs = Runs::default();
    let counted = runs.clone();
    let app = move || {
        App::new()
            .app_data(web::Data::new(counted.clone()))
            .with_cors()
            .service(resource("/local").route(with_policy(Local).any(done)))
            .service(resource("/public").route(with_policy(PublicLocal).any(done)))
            .service(resource("/closed").route(with_policy(ClosedLocal).any(done)))
            .service(resource("/elsewhere").route(with_policy(Elsewhere).any(done)))
            .service(resource("/narrowed").route(with_policy(Narrowed).any(done)))
            .service_without_cors(web::resource("/plain").to(done))
            .wrap(from_fn(count))
            .finish()
    };
    (serve_actix(app), runs)
}

/// An application whose hosts are restricted twice.
pub(super) async fn restricted_twice() -> Served {
    serve_actix(|| {
        App::new()
            .app_data(web::Data::new(Runs::default()))
            .with_cors()
            .hosts(["api.example.com", "localhost:*"])
            .service(resource("/anonymous").route(with_policy(Anonymous).any(done)))
            .service_without_cors(web::resource("/plain").to(done))
            .hosts(["api.example.com", "other.example.com"])
            .finish()
    })
}

/// An application with hosts of its own.
pub(super) async fn restricted() -> (Served, Runs) {
    let runs = Runs::default();
    let counted = runs.clone();
    let app = move || {
        App::new()
            .app_data(web::Data::new(counted.clone()))
            .with_cors()
            .hosts(["api.example.com", "localhost:*"])
            .service(resource("/anonymous").route(with_policy(Anonymous).any(done)))
            .service(resource("/elsewhere").route(with_policy(Elsewhere).any(done)))
            .service_without_cors(web::resource("/plain").to(done))
            .default_service_without_cors(web::to(async || HttpResponse::Ok().body("fallback")))
            .wrap(from_fn(count))
            .finish()
    };
    (serve_actix(app), runs)
}
