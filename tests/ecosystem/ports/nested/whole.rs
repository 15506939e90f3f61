//! With one policy for all scopes.

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::Logger,
    web::{self, ServiceConfig, delete, get, post},
};
use cors_actix::{WithCors, cors};

use super::handlers::{add_part, add_product, part, parts, product, products, remove_part, remove_product};

#[cors(origins = ["https://app.example.com"], methods = [GET, POST, DELETE], allow_headers = ["content-type"])]
struct Shop;

fn routes(config: &mut ServiceConfig) {
    config.service(
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
    let scopes = web::scope("").configure(routes);
    App::new().with_cors().service_with_policy(Shop, scopes).wrap(Logger::default()).finish()
}
