//! With one policy for the outermost scope.

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::Logger,
    web::{self, delete, get, post},
};
use cors_actix::{ServiceConfig, WithCors, cors};

use super::handlers::{add_part, add_product, part, parts, product, products, remove_part, remove_product};

#[cors(
    origins = ["https://app.example.com"],
    methods = [GET, POST, DELETE],
    allow_headers = ["content-type"],
    credentials,
    max_age = "1h",
)]
struct Shop;

fn routes(config: &mut ServiceConfig) {
    config.service_with_policy(
        Shop,
        web::scope("/products")
            .service(web::resource("").route(get().to(products)).route(post().to(add_product)))
            .service(
                web::scope("/{product}")
                    .service(web::resource("").route(get().to(product)).route(delete().to(remove_product)))
                    .service(
                        web::scope("/parts")
                            .service(web::resource("").route(get().to(parts)).route(post().to(add_part)))
                            .service(web::resource("/{part}").route(get().to(part)).route(delete().to(remove_part))),
                    ),
            ),
    );
}

pub(super) fn app() -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new().with_cors().configure(routes).wrap(Logger::default()).finish()
}
