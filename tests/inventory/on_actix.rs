//! The applications, as actix-web serves them.

use actix_web::{
    App, HttpResponse,
    web::{self, Json},
};
use actix_web_httpauth::extractors::bearer::BearerAuth;
use cors_actix::{
    Inventory, OriginSource, RequestedOrigin, SourceRequest, SourceResult, WithCors, cors, resource, routes, scope,
    with_policy,
};

handlers!();

pub(crate) fn app() -> Inventory {
    let deep = scope("/deep").service(resource("/users/{id}").route(routes![get(list_users)]));
    App::new()
        .with_cors()
        .service(
            resource("/users").route(routes![delete(remove_users), post(create_user)]).route(routes![get(list_users)]),
        )
        .service(resource("/health").route(routes![get(health), head(health)]))
        .service(resource("/internal").route(routes![get(internal)]))
        .service(resource("/anything").route(routes![get(list_users), any(anything)]))
        .service(resource("/narrowed").route(routes![any(narrowed)]))
        .service(resource("/report").route(routes![get(report)]))
        .service(resource("/tenants").route(routes![get(tenants)]))
        .service(resource("/closure").route(with_policy(Frontend).get(|| async { "closure" })))
        .service(resource("/mixed").route(routes![get(anything)]).route_without_cors(web::to(|| async { "no policy" })))
        .service(resource("/plain").route_without_cors(web::get().to(|| async { "plain" })))
        .service(scope("/v1/{tenant}").service(resource("").route(routes![get(health)])).service(deep))
        .default_service_without_cors(web::to(|| async { HttpResponse::NotFound().body("nothing here") }))
        .inventory()
}

pub(crate) fn overrides() -> Inventory {
    App::new()
        .with_cors()
        .service(resource("/base").route(routes![any(base)]))
        .service(resource("/origins").route(routes![any(origins)]))
        .service(resource("/source").route(routes![any(source)]))
        .service(resource("/dev_origins").route(routes![any(dev_origins)]))
        .service(resource("/credentials").route(routes![any(credentials)]))
        .service(resource("/allow_headers").route(routes![any(allow_headers)]))
        .service(resource("/expose_headers").route(routes![any(expose_headers)]))
        .service(resource("/max_age").route(routes![any(max_age)]))
        .service(resource("/methods").route(routes![any(methods)]))
        .service(resource("/enforce").route(routes![any(enforce)]))
        .service(resource("/only_report").route(routes![any(only_report)]))
        .service(resource("/hosts").route(routes![any(hosts)]))
        .service(resource("/same_origin").route(routes![any(same_origin)]))
        .service(resource("/allow").route(routes![any(allow)]))
        .service(resource("/intranet").route(routes![get(report)]))
        .service(resource("/risk_kept").route(routes![get(risk_kept)]))
        .service(resource("/risk_gone").route(routes![get(risk_gone)]))
        .service(resource("/forged").route(routes![get(forged)]))
        .inventory()
}
