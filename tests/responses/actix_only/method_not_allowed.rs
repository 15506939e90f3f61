//! A 405 names the methods that actix would name.

use actix_web::{
    App, HttpResponse,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    get,
    guard::GuardContext,
    post, route,
    test::{init_service, try_call_service},
    web,
};
use cors_actix::{WithCors, cors, resource, routes};
use cors_tests::{
    driver::actix_request,
    exchange::{APP, from},
};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

mod plain {
    use super::*;

    #[get("/x")]
    async fn x() -> &'static str {
        "x"
    }
    #[post("/x", guard = "is_app")]
    async fn guarded() -> &'static str {
        "guarded"
    }
    #[route("/x", method = "PUT", method = "PATCH")]
    async fn several() -> &'static str {
        "several"
    }
    pub(super) fn all() -> impl actix_web::dev::HttpServiceFactory {
        (x, guarded, several)
    }
}

mod annotated {
    use super::*;

    #[cors(policy = Frontend)]
    #[get("/x")]
    async fn x() -> &'static str {
        "x"
    }
    #[cors(policy = Frontend)]
    #[post("/x", guard = "is_app")]
    async fn guarded() -> &'static str {
        "guarded"
    }
    #[cors(policy = Frontend)]
    #[route("/x", method = "PUT", method = "PATCH")]
    async fn several() -> &'static str {
        "several"
    }
    pub(super) fn all() -> impl cors_actix::CorsService {
        routes![x, guarded, several]
    }
}

fn is_app(context: &GuardContext<'_>) -> bool {
    context.head().headers().contains_key("x-app")
}

#[cors(policy = Frontend)]
async fn handler() -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// Status and `Allow` of what an application answers to each method.
async fn allowed<T, B>(app: App<T>) -> Vec<(u16, Option<String>)>
where
    T: ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<B>,
            Error = actix_web::Error,
            InitError = (),
        > + 'static,
    B: MessageBody + 'static,
{
    let app = init_service(app).await;
    let mut answers = Vec::new();
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"] {
        for path in ["/by-hand", "/x"] {
            let request = actix_request(from(&format!("{method} {path}"), APP).http()).to_request();
            let response = try_call_service(&app, request).await.expect("a response");
            let allow = response.headers().get("allow").map(|line| line.to_str().expect("text"));
            // `#[route]` puts its methods in an order that is another one in every build.
            let allow = allow.map(|line| {
                let mut methods: Vec<_> = line.split(", ").collect();
                methods.sort_unstable();
                methods.join(", ")
            });
            answers.push((response.status().as_u16(), allow));
        }
    }
    answers
}

#[actix_web::test]
async fn as_without_us() {
    let by_hand = |path: &str| {
        let routes = [web::get(), web::post()].map(|route| route.to(handler));
        routes.into_iter().fold(web::resource(path), |resource, route| resource.route(route))
    };
    let ours = |path: &str| resource(path).route(routes![get(handler), post(handler)]);
    // Behind attributes that the request's method or its guard has failed, the last one answers 405.
    let plain = App::new().service(by_hand("/by-hand")).service(plain::all()).service(by_hand("/x"));
    let annotated =
        App::new().with_cors().service(ours("/by-hand")).service(annotated::all()).service(ours("/x")).finish();
    let (plain, annotated) = (allowed(plain).await, allowed(annotated).await);
    assert_eq!(annotated, plain);
    assert!(plain.iter().any(|(status, allow)| *status == 405 && allow.is_some()), "{plain:?}");
}
