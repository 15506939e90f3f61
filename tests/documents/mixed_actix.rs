//! Annotated routes beside `actix_cors::Cors`.

use actix_cors::Cors;
use actix_web::{App, web};
use cors_actix::{CorsService, WithCors, cors, resource, routes};
use cors_tests::driver::{Driver, call_actix};

use crate::mixed::{self, THEIRS};

#[cors(origins = ["https://app.example.com"], credentials)]
async fn users() -> &'static str {
    "users"
}

async fn orders() -> &'static str {
    "orders"
}

fn layer() -> Cors {
    Cors::default().allowed_origin(THEIRS).allowed_methods(["GET", "PUT"])
}

fn annotated() -> impl CorsService {
    resource("/users").route(routes![get(users), put(users)])
}

fn rest() -> actix_web::Resource {
    web::resource("/orders").route(web::get().to(orders)).route(web::put().to(orders))
}

/// As the guide puts the two together.
async fn mixed() -> impl Driver {
    let rest = web::scope("").service(rest()).wrap(layer());
    call_actix(App::new().with_cors().service(annotated()).service_without_cors(rest).finish()).await
}

#[tokio::test]
async fn each_route_has_one_authority() {
    mixed::each_route_has_one_authority(mixed().await).await;
}

#[tokio::test]
async fn unknown_paths_stay_with_the_layer() {
    mixed::unknown_paths_stay_with_the_layer(mixed().await).await;
}

#[tokio::test]
async fn outside_the_layer_takes_over() {
    let app = App::new().with_cors().service(annotated()).finish().wrap(layer());
    mixed::outside_it_takes_over(call_actix(app).await).await;
}

#[tokio::test]
async fn inside_the_layer_says_nothing() {
    let app = App::new().with_cors().service(annotated()).wrap(layer()).finish();
    mixed::inside_it_says_nothing(call_actix(app).await).await;
}

#[tokio::test]
async fn half_a_path_has_no_preflights() {
    let left = web::resource("/users").route(web::put().to(orders)).wrap(layer());
    let ours = resource("/users").route(routes![get(users)]);
    let app = App::new().with_cors().service(ours).service_without_cors(left).finish();
    mixed::half_a_path_has_no_preflights(call_actix(app).await).await;
}
