//! Groups and defaults under axum.

#![deny(warnings, dead_code)]

use axum::{Json, extract::State};
use cors_axum::{CorsRouter, NamedPolicy, cors, routes, with_policy};

#[cors(origins = ["https://app.example.com"], credentials, enforce, allow_headers = ["content-type"])]
struct Frontend;

#[cors(origins = "*", methods = [GET])]
struct PublicRead;

mod policies {
    #[cors_axum::cors(origins = ["https://partner.example.com"], allow_headers = ["content-type"])]
    pub struct Partner;
}

async fn list() -> &'static str {
    "users"
}

async fn generic<T: Default + Send + 'static>() {
    T::default();
}

#[cors]
async fn create(State(_): State<u8>, Json(name): Json<String>) -> String {
    name
}

#[cors(origins = "*")]
async fn health() {}

fn library<P: NamedPolicy>(policy: P) -> CorsRouter<u8, P> {
    CorsRouter::with_default(policy).route("/users", routes![get(list), post(create)])
}

fn main() {
    let grouped: CorsRouter = CorsRouter::new()
        .route("/users", routes![policy = Frontend; get(list), put(health), post(create)])
        .route("/partners", routes![policy = policies::Partner; #[cfg(all())] get(list), #[cfg(any())] post(list)])
        .route("/any", routes![policy = PublicRead; any(generic::<u8>)])
        .fallback(routes![policy = PublicRead; any(list)])
        .with_state(1);
    let defaults: CorsRouter<(), _> = CorsRouter::with_default(Frontend)
        .route("/users", routes![get(list), post(create)])
        .route("/health", routes![get(health)])
        .route("/closure", with_policy(policies::Partner).get(|| async {}))
        .fallback(routes![any(list)])
        .nest("/partner", library(policies::Partner).nest("/plain", CorsRouter::new().route("/", routes![get(health)])))
        .nest("/api", library(Frontend))
        .with_state(2);
    assert!(grouped.has_routes() && defaults.has_routes());
}
