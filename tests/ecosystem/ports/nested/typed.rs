//! With a policy for each route.

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::Logger,
};
use cors_actix::{ServiceConfig, WithCors, cors, resource, routes, scope};

use super::handlers::{add_part, add_product, part, parts, product, products, remove_part, remove_product};

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
struct Shop;

fn routes(config: &mut ServiceConfig) {
    config.service(
        scope("/products")
            .with_default(Shop)
            .service(resource("").route(routes![get(products), post(add_product)]))
            .service(
                scope("/{product}")
                    .with_default(Shop)
                    .service(resource("").route(routes![get(product), delete(remove_product)]))
                    .service(
                        scope("/parts")
                            .with_default(Shop)
                            .service(resource("").route(routes![get(parts), post(add_part)]))
                            .service(resource("/{part}").route(routes![get(part), delete(remove_part)])),
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
