//! The application, as actix-web serves it.

use std::{
    future::{Ready, ready},
    panic::AssertUnwindSafe,
};

use actix_web::{
    App, Error, FromRequest, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{self, ServiceFactory, ServiceRequest, ServiceResponse},
    error::{ErrorInternalServerError, ErrorUnauthorized},
    http::StatusCode,
    middleware::{Next, from_fn},
    web::{Bytes, Data, Path, Payload, PayloadConfig},
};
use cors_actix::{WithCors, cors, resource, routes, scope};
use futures_util::{FutureExt, StreamExt, stream};

use super::{BODY_LIMIT, Counts, FIRST_PIECE, OWN_HEADERS};

handlers!();

/// An extractor that counts its runs.
struct Traced;

impl FromRequest for Traced {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        request.app_data::<Data<Counts>>().expect("the application has it").extractors.count();
        ready(Ok(Traced))
    }
}

#[cors(policy = Frontend)]
async fn status(code: Path<u16>) -> HttpResponse {
    HttpResponse::new(StatusCode::from_u16(*code).unwrap_or(StatusCode::IM_A_TEAPOT))
}

#[cors(policy = Frontend)]
async fn own_headers() -> HttpResponse {
    let mut response = HttpResponse::Ok();
    for header in OWN_HEADERS {
        response.append_header(header);
    }
    response.finish()
}

#[cors(policy = Frontend)]
async fn streamed() -> HttpResponse {
    // The second piece never comes.
    let first = stream::iter([Ok::<_, Error>(Bytes::from(FIRST_PIECE))]);
    HttpResponse::Ok().streaming(first.chain(stream::pending()))
}

#[cors(policy = Frontend, enforce)]
async fn chat(request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let (response, ..) = actix_ws::handle(&request, payload)?;
    Ok(response)
}

/// The middleware inside CORS, around all routes.
async fn inside(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    request.app_data::<Data<Counts>>().expect("the application has it").layers.count();
    let path = request.path().to_owned();
    match path.as_str() {
        "/refused" => return Ok(request.into_response(HttpResponse::Unauthorized().body("who are you?"))),
        "/failed" => return Err(ErrorUnauthorized("who are you?")),
        _ => (),
    }
    let Ok(response) = AssertUnwindSafe(next.call(request)).catch_unwind().await else {
        return Err(ErrorInternalServerError("a mistake"));
    };
    let mut response = response?;
    if path == "/cleared" {
        *response.response_mut().status_mut() = StatusCode::BAD_GATEWAY;
        response.headers_mut().clear();
    }
    Ok(response)
}

macro_rules! mount {
    ($app:expr; $( $path:literal => $( $method:ident($handler:ident) ),+; )+) => {
        $app $( .service(resource($path).route(routes![$( $method($handler) ),+])) )+
    };
}

pub(crate) fn app(
    runs: Counts,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let tenants = scope("/t/{tenant}").service(resource("/items/{id}").route(routes![get(for_app), delete(for_admin)]));
    routing!(mount!(App::new().app_data(Data::new(runs)).app_data(PayloadConfig::new(BODY_LIMIT)).with_cors()))
        .service(resource("/files/{tail:.*}").route(routes![get(public)]))
        .service(resource("/status/{code}").route(routes![get(status)]))
        .service(resource("/own-headers").route(routes![get(own_headers)]))
        .service(resource("/streamed").route(routes![get(streamed)]))
        .service(resource("/chat").route(routes![get(chat)]))
        .service(tenants)
        .wrap(from_fn(inside))
        .finish()
}
