//! The application on actix-web: every kind of policy, and the same handlers behind `Cors`.

use actix_cors::Cors;
use actix_web::{App, web};
use cors_actix::{OriginSet, WithCors, cors, resource, with_policy};
use cors_tests::driver::{Driver, call_actix};

use super::policies::{PEER, WITHOUT_POLICY};

policies!();

async fn read() -> &'static str {
    "read"
}

async fn write() -> &'static str {
    "written"
}

pub(super) async fn ours() -> impl Driver {
    let without_policy = web::resource(WITHOUT_POLICY).route(web::get().to(read)).route(web::post().to(write));
    let app = App::new()
        .with_cors()
        .service(resource("/list").route(with_policy(List).get(read).post(write)))
        .service(resource("/list-with-credentials").route(with_policy(ListWithCredentials).get(read).post(write)))
        .service(resource("/enforced").route(with_policy(Enforced).get(read).post(write)))
        .service(resource("/run-time").route(with_policy(RunTime).get(read).post(write)))
        .service(resource("/ports").route(with_policy(Ports).get(read).post(write)))
        .service(resource("/sub-domains").route(with_policy(SubDomains).get(read).post(write)))
        .service(resource("/public").route(with_policy(Public).get(read).post(write)))
        .service(resource("/same-origin").route(with_policy(SameOrigin).get(read).post(write)))
        .service(resource("/same-origin-enforced").route(with_policy(SameOriginEnforced).get(read).post(write)))
        .service_without_cors(without_policy)
        .finish();
    call_actix(app).await
}

pub(super) async fn permissive() -> impl Driver {
    behind(Cors::permissive()).await
}

pub(super) async fn listed() -> impl Driver {
    let cors = Cors::default()
        .allowed_origin("https://app.example.com")
        .supports_credentials()
        .allowed_methods(["GET", "POST"])
        .allowed_header("content-type");
    behind(cors).await
}

async fn behind(cors: Cors) -> impl Driver {
    let handlers = web::resource(PEER).route(web::get().to(read)).route(web::post().to(write));
    call_actix(App::new().service(handlers).wrap(cors)).await
}
