//! The application of actix-web. A middleware sets headers of its own, as careless code does.

use actix_web::{
    App as ActixApp, Error, HttpResponse,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::DefaultHeaders,
    post, put, web,
};
use cors_actix::{CorsScope, NamedPolicy, WithCors, cors, resource, routes, scope, with_policy};
use cors_tests::driver::{Served, serve_actix};

policies!();

async fn plain() -> &'static str {
    "done"
}

#[cors(policy = Admin)]
async fn for_admin() -> &'static str {
    "done"
}

#[cors(policy = App)]
async fn for_app() -> &'static str {
    "done"
}

#[cors]
#[put("/users")]
async fn default() -> &'static str {
    "done"
}

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound().finish()
}

fn careless() -> DefaultHeaders {
    DefaultHeaders::new().add(("access-control-allow-origin", "https://evil.test"))
}

/// Handlers of a library, whose policy the application chooses.
fn library<P: NamedPolicy>(
    policy: P,
) -> CorsScope<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()>,
    P,
> {
    scope("/api").with_default(policy).service(routes![form]).service(resource("/x").route(routes![get(plain)]))
}

#[cors]
#[post("/x")]
async fn form(_: String) -> &'static str {
    "done"
}

pub(super) fn app(is_enabled: bool) -> Served {
    serve_actix(move || {
        let api = library(Admin).default_service(routes![policy = App; any(not_found)]).wrap(careless());
        let annotated = scope("/annotated").service(resource("/x").route(routes![get(for_app)]));
        let foreign = web::scope("")
            .service(web::resource("/a").route(web::get().to(plain)).route(web::post().to(plain)))
            .service(web::resource("/b").to(plain))
            .wrap(careless());
        ActixApp::new()
            .with_cors()
            .with_default(App)
            // In front, because a resource that is mounted by hand answers 405.
            .service(routes![default])
            .service(resource("/users").route(routes![get(plain), post(for_admin)]))
            .service(resource("/group").route(routes![policy = Admin; get(plain), post(for_app)]))
            .service(api)
            .service(annotated)
            .service(scope("/foreign").service_with_policy(Partner, foreign))
            .service(resource("/bare").route_without_cors(web::get().to(plain)))
            .default_service(with_policy(Partner).any(not_found))
            .enabled(is_enabled)
            .finish()
    })
}
