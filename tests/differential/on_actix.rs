//! The application on actix-web: with `actix_cors` and with our wrapper.

use actix_cors::Cors;
use actix_web::{
    App, Error, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorInternalServerError,
    http::{Method, StatusCode},
    middleware::{Condition, Next, from_fn},
    web,
};
use cors_actix::{__private::on_policy, Routes, WithCors, resource};
use cors_tests::driver::{Driver, call_actix};

use crate::setup::{Guard, METHODS, ROUTES, Setup, handled, is_partner};

async fn serve(request: HttpRequest) -> Result<HttpResponse, Error> {
    let (status, headers) = handled(request.path());
    if status == 500 {
        // As handlers fail here: with an error, which becomes a response on its way out.
        return Err(ErrorInternalServerError("fails"));
    }
    let mut response = HttpResponse::build(StatusCode::from_u16(status).expect("a status"));
    for header in headers {
        response.append_header(*header);
    }
    Ok(response.finish())
}

async fn refuse<B: MessageBody + 'static>(
    request: ServiceRequest,
    _: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    Ok(request.into_response(HttpResponse::Unauthorized().finish()))
}

fn method(name: &str) -> Method {
    Method::from_bytes(name.as_bytes()).expect("a method")
}

pub(crate) async fn ours(setup: &Setup, guard: Guard) -> impl Driver + use<> {
    let policy = setup.policy();
    let mut app = App::new().with_cors();
    for (path, methods) in ROUTES {
        let routes =
            methods.iter().fold(Routes::default(), |routes, method| on_policy(routes, method, policy, web::to(serve)));
        app = app.service(resource(path).route(routes));
    }
    let app = app.wrap(Condition::new(guard == Guard::Inside, from_fn(refuse))).finish();
    call_actix(app.wrap(Condition::new(guard == Guard::Outside, from_fn(refuse)))).await
}

pub(crate) async fn actix_cors(setup: &Setup, guard: Guard) -> impl Driver + use<> {
    let mut app = App::new();
    for (path, methods) in ROUTES {
        let resource = web::resource(path);
        let route = |name: &&str| web::method(method(name)).to(serve);
        app = app.service(methods.iter().map(route).fold(resource, actix_web::Resource::route));
    }
    let app = app.wrap(Condition::new(guard == Guard::Inside, from_fn(refuse))).wrap(cors(setup));
    call_actix(app.wrap(Condition::new(guard == Guard::Outside, from_fn(refuse)))).await
}

fn cors(setup: &Setup) -> Cors {
    let mut cors = Cors::default().allowed_methods(METHODS);
    cors = match setup.origins() {
        [all] if all == "*" => cors.allow_any_origin().send_wildcard(),
        [pattern] if pattern.contains('*') => cors.allowed_origin_fn(|origin, _| is_partner(origin.as_bytes())),
        list => list.iter().fold(cors, |cors, origin| cors.allowed_origin(origin)),
    };
    cors = match setup.allow_headers() {
        [all, ..] if all == "*" => cors.allow_any_header(),
        list => cors.allowed_headers(list),
    };
    cors = match setup.expose_headers() {
        [all] if all == "*" => cors.expose_any_header(),
        list => cors.expose_headers(list),
    };
    if setup.spec.credentials {
        cors = cors.supports_credentials();
    }
    cors.max_age(setup.spec.max_age.is_some().then_some(crate::setup::MAX_AGE as usize))
}
