//! An application with a panel and an authentication that refuses every request, on both frameworks.

use cors_tests::driver::{Driver, Served, serve_actix, serve_axum};
use http::{Request, Response};
use serde_json::Value;

macro_rules! policies {
    () => {
        #[cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:5173"], credentials, allow_headers = ["content-type"])]
        pub(crate) struct Frontend;
    };
}

pub(crate) mod on_axum {
    use axum::{http::StatusCode, middleware::from_fn};
    use cors_axum::{CorsRouter, cors, routes};

    policies!();

    #[cors(policy = Frontend)]
    async fn list() -> &'static str {
        "users"
    }

    #[cors(policy = Frontend)]
    async fn create(_: axum::Json<String>) -> &'static str {
        "created"
    }

    #[cors(origins = "*")]
    async fn health() -> &'static str {
        "ok"
    }

    pub(crate) fn router() -> CorsRouter {
        CorsRouter::new()
            .route("/users", routes![get(list), post(create)])
            .route("/health", routes![get(health)])
            .layer(from_fn(|_: axum::extract::Request, _| async { StatusCode::UNAUTHORIZED }))
    }
}

pub(crate) mod on_actix {
    use actix_web::{
        App, Error, HttpResponse,
        body::MessageBody,
        dev::{ServiceFactory, ServiceRequest, ServiceResponse},
        get, post,
        web::Json,
    };
    use cors_actix::{CorsApp, WithCors, cors, routes};

    policies!();

    #[cors(policy = Frontend)]
    #[get("/users")]
    async fn list() -> &'static str {
        "users"
    }

    #[cors(policy = Frontend)]
    #[post("/users")]
    async fn create(_: Json<String>) -> &'static str {
        "created"
    }

    #[cors(origins = "*")]
    #[get("/health")]
    async fn health() -> &'static str {
        "ok"
    }

    pub(crate) fn app() -> CorsApp<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<impl MessageBody + 'static>,
            Error = Error,
            InitError = (),
            Service: 'static,
        > + 'static,
    > {
        App::new()
            .with_cors()
            .service(routes![list, create, health])
            .wrap_fn(|request, _| async { Ok(request.into_response(HttpResponse::Unauthorized().finish())) })
    }
}

pub(crate) async fn axum() -> Served {
    serve_axum(on_axum::router().panel("/_cors").into_router()).await
}

pub(crate) async fn actix() -> Served {
    serve_actix(|| on_actix::app().panel("/_cors").finish())
}

/// A `GET` request under a name of this machine.
pub(crate) fn get(path: &str) -> http::request::Builder {
    Request::get(path).header("host", "localhost:4000")
}

pub(crate) async fn send(app: &impl Driver, request: http::request::Builder) -> Response<Vec<u8>> {
    app.send(request.body("").expect("a request")).await
}

pub(crate) fn text(response: &Response<Vec<u8>>) -> String {
    String::from_utf8(response.body().clone()).expect("text")
}

/// The JSON that the panel answers.
pub(crate) async fn json(app: &impl Driver, path: &str) -> Value {
    let response = send(app, get(path)).await;
    assert_eq!(response.headers()["content-type"], "application/json", "{path}");
    serde_json::from_slice(response.body()).expect("JSON")
}
