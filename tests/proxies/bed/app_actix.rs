//! The application of the test bed on actix-web.

macro_rules! release {
    ($name:ident, $($policies:tt)*) => {
        pub(crate) mod $name {
            use actix_web::{App, HttpResponse, HttpServer, web};
            use cors_actix::{WithCors, cors, resource, with_policy};

            use crate::bed::app::{count_change, policies};

            policies!($($policies)*);

            async fn change() -> HttpResponse {
                count_change();
                HttpResponse::NoContent().finish()
            }

            async fn change_by_json(_new: web::Json<String>) -> HttpResponse {
                change().await
            }

            async fn answer() -> &'static str {
                "42"
            }

            async fn cacheable() -> HttpResponse {
                HttpResponse::Ok().insert_header(CACHEABLE).body("42")
            }

            async fn users() -> HttpResponse {
                HttpResponse::Ok().insert_header(TOTAL).body("[1, 2]")
            }

            async fn unauthorized() -> HttpResponse {
                HttpResponse::Unauthorized().finish()
            }

            macro_rules! app {
                () => {
                    App::new()
                        .with_cors()
                        .service(
                            resource("/users")
                                .route(with_policy(Frontend).get(users))
                                .route(with_policy(Frontend).post(change_by_json)),
                        )
                        .service(
                            resource("/users/{id}")
                                .route(with_policy(Frontend).get(answer))
                                .route(with_policy(Admin).put(change))
                                .route(with_policy(Admin).delete(change)),
                        )
                        // A session is missing.
                        .service(resource("/account").route(with_policy(Frontend).get(unauthorized)))
                        .service(resource("/catalog").route(with_policy(Listed).get(cacheable)))
                        .service(resource("/prices").route(with_policy(Public).get(cacheable)))
                        .service(
                            resource("/transfers")
                                .route(with_policy(Enforced).get(answer))
                                .route(with_policy(Enforced).post(change)),
                        )
                        .service(resource("/hosted").route(with_policy(Hosted).get(answer)))
                        .service(resource("/own").route(with_policy(Own).get(answer)))
                        .service(
                            resource("/settings")
                                .route(with_policy(OwnEnforced).get(answer))
                                .route(with_policy(OwnEnforced).patch(change)),
                        )
                        .service_without_cors(web::resource("/metrics").get(|| async { "up 1" }))
                };
            }

            pub(crate) fn serve(listener: std::net::TcpListener) -> (String, impl Future<Output = ()> + Send) {
                let inventory = serde_json::to_string(&app!().inventory()).expect("JSON");
                let server = HttpServer::new(|| app!().finish()).workers(1).disable_signals();
                let server = server.listen(listener).expect("a listener").run();
                (inventory, async { server.await.expect("it serves") })
            }
        }
    };
}

release!(declared, "https://app.example.com", ["content-type"]);
release!(older, "https://www.example.com", ["content-type"]);
release!(looser, "https://app.example.com", ["content-type", "x-debug"], credentials);
release!(debug, "https://app.example.com", ["content-type"]; dev = "http://localhost:5173");
