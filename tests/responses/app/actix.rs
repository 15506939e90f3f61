//! The application, as actix-web serves it.

use std::future::{Ready, ready};

use actix_web::{
    App, Error, FromRequest, HttpRequest, HttpResponse, Responder,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceFactory, ServiceRequest, ServiceResponse},
    error::ErrorUnauthorized,
    get,
    http::{Method, StatusCode},
    middleware::{Next, from_fn},
    route,
    web::{self, Bytes, Data, Json, Path, Payload as Stream},
};
use cors_actix::{WithCors, cors, resource, routes, scope, with_policy};
use cors_tests::driver::{Served, serve_actix};
use futures_util::StreamExt;

use super::{Inside, OWN_HEADERS, PIECES, Shared};

policies!();

/// An extractor that counts its runs.
struct Traced(Shared);

impl FromRequest for Traced {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let shared = request.app_data::<Data<Shared>>().expect("the application has it").get_ref().clone();
        shared.extractors.count();
        ready(Ok(Traced(shared)))
    }
}

#[cors(policy = Frontend)]
async fn list_users(Traced(shared): Traced) -> impl Responder {
    shared.handlers.count();
    "users".customize().insert_header(("x-total-count", "2"))
}

#[cors(policy = Frontend)]
async fn create_user(Traced(shared): Traced, Json(name): Json<String>) -> impl Responder {
    shared.handlers.count();
    name.customize().with_status(StatusCode::CREATED)
}

#[cors(origins = ["https://admin.example.com"], credentials)]
async fn remove_users(Traced(shared): Traced) -> impl Responder {
    shared.handlers.count();
    HttpResponse::NoContent()
}

#[cors(policy = Public)]
#[route("/health", method = "GET", method = "HEAD", method = "PUT")]
async fn health() -> &'static str {
    "ok"
}

#[cors(same_origin)]
#[route("/internal", method = "GET", method = "PUT")]
async fn internal() -> &'static str {
    "internal"
}

#[cors(policy = Frontend)]
#[get("/status/{code}")]
async fn status(code: Path<u16>) -> impl Responder {
    HttpResponse::new(StatusCode::from_u16(*code).unwrap_or(StatusCode::IM_A_TEAPOT))
}

#[cors(policy = Frontend, dev_origins = ["http://localhost:*"])]
async fn in_development() -> &'static str {
    "in development"
}

#[cors(policy = Closed, dev_origins = ["http://localhost:5173"], allow_headers = ["content-type"])]
async fn developed_and_closed() -> &'static str {
    "in development"
}

#[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
async fn anything() -> &'static str {
    "anything"
}

#[cors(policy = Public, methods = [GET, PUT])]
async fn narrowed() -> &'static str {
    "narrowed"
}

#[cors(policy = Frontend)]
async fn own_options() -> &'static str {
    "own options"
}

#[cors(origins = ["https://admin.example.com"])]
async fn head_only() -> impl Responder {
    HttpResponse::Ok()
}

#[cors(policy = Public)]
async fn health_below() -> &'static str {
    "ok"
}

fn own_headers(body: &'static str) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    for line in OWN_HEADERS {
        response.append_header(line);
    }
    response.body(body)
}

#[cors(policy = Frontend)]
#[get("/own")]
async fn sets_its_own() -> impl Responder {
    own_headers("own")
}

#[cors(policy = Public)]
#[actix_web::put("/own")]
async fn sets_its_own_in_public() -> impl Responder {
    own_headers("own")
}

#[cors(policy = Frontend)]
#[get("/vary/{lines}")]
async fn varies(lines: Path<String>) -> impl Responder {
    let mut response = HttpResponse::Ok();
    for line in lines.split(';') {
        response.append_header(("vary", line));
    }
    response
}

#[cors(policy = Strict, same_origin)]
async fn own_pages() -> &'static str {
    "own pages"
}

#[cors(policy = Strict)]
#[get("/chat")]
async fn chat(request: HttpRequest, stream: Stream) -> Result<HttpResponse, Error> {
    let (response, ..) = actix_ws::handle(&request, stream)?;
    Ok(response)
}

#[cors(policy = Frontend)]
#[get("/stream")]
async fn stream(shared: Data<Shared>) -> impl Responder {
    let pieces = futures_util::stream::iter(PIECES).then(move |piece| {
        let shared = shared.clone();
        async move { Ok::<_, Error>(Bytes::from(shared.piece(piece).await)) }
    });
    HttpResponse::Ok().streaming(pieces)
}

#[cors(policy = Public)]
#[get("/files/{path:.*}")]
async fn file() -> &'static str {
    "ok"
}

#[cors(policy = Frontend)]
#[get("/files/private")]
async fn private_file() -> &'static str {
    "users"
}

/// The middleware inside CORS, around all routes.
async fn inside(
    inside: Inside,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match inside {
        Inside::Nothing => next.call(request).await,
        Inside::Refusing => Ok(request.into_response(HttpResponse::Unauthorized().body("who are you?"))),
        Inside::Failing => Err(ErrorUnauthorized("who are you?")),
        Inside::Clearing => {
            let mut response = next.call(request).await?;
            *response.response_mut().status_mut() = StatusCode::BAD_GATEWAY;
            response.headers_mut().clear();
            Ok(response)
        }
    }
}

/// The application.
pub(crate) fn app(
    shared: Shared,
    within: Inside,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let counted = shared.clone();
    let ok = || async { "ok" };
    App::new()
        .app_data(Data::new(shared))
        .with_cors()
        // As routes of one resource: actix-web answers 405 to other methods, where it answers 404 outside a resource.
        .service(resource("/users").route(routes![
            get(list_users),
            head(list_users),
            post(create_user),
            delete(remove_users)
        ]))
        .service(routes![health, internal, status])
        .service(resource("/development").route(routes![get(in_development)]))
        .service(resource("/development/own").route(with_policy(Developed).get(ok).put(ok)))
        .service(resource("/development/closed").route(routes![put(developed_and_closed)]))
        .service(resource("/anything").route(routes![any(anything)]))
        .service(resource("/narrowed").route(routes![any(narrowed)]))
        .service(resource("/options").route(routes![get(anything), options(own_options)]))
        .service(resource("/head").route(routes![get(anything), head(head_only)]))
        .service(routes![sets_its_own, sets_its_own_in_public, varies, stream])
        .service(resource("/closure").route(with_policy(Frontend).get(|| async { "closure" })))
        .service(
            resource("/mixed")
                .route(routes![get(anything)])
                .route_without_cors(web::post().to(|| async { own_headers("no policy") })),
        )
        // The first pattern that fits is the one that actix-web takes.
        .service(routes![private_file, file])
        .service(resource("/over/users/me").route(routes![get(anything)]))
        .service(resource("/over/users/{id}").route(routes![get(head_only)]))
        .service(resource("/over/{rest:.*}").route(routes![get(health_below)]))
        .service(
            scope("/v1/{tenant}").service(resource("/users").route(routes![get(anything), put(head_only)])).service(
                scope("/deep")
                    .service(resource("/users/{id}").route(routes![get(head_only)]))
                    .service(resource("/{rest:.*}").route(routes![get(health_below)])),
            ),
        )
        .service(resource("/strict").route(with_policy(Strict).get(ok).post(ok)))
        .service(resource("/closed").route(with_policy(Closed).post(ok)))
        .service(resource("/strict/closed").route(routes![get(own_pages), post(own_pages)]))
        .service(resource("/strict/closed/named").route(with_policy(StrictClosed).any(ok)))
        .service(routes![chat])
        .service(resource("/socket").route(with_policy(Socket).any(ok)))
        .service(
            resource("/plain")
                .route_without_cors(web::get().to(|| async { "plain" }))
                .route_without_cors(web::method(Method::OPTIONS).to(|| async { "plain options" })),
        )
        .default_service_without_cors(web::to(|| async { HttpResponse::NotFound().body("nothing here") }))
        .wrap(from_fn(move |request, next| inside(within, request, next)))
        .wrap(from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
            counted.layers.count();
            next.call(request)
        }))
        .finish()
}

pub(crate) fn serve(shared: Shared, inside: Inside) -> Served {
    serve_actix(move || app(shared.clone(), inside))
}
