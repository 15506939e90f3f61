use axum::{Json, body::Bytes, extract::Path, http::Uri, routing::MethodFilter};
use axum_extra::{
    TypedHeader,
    headers::{Authorization, ContentType, authorization::Basic},
};
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"], credentials)]
async fn form(_: String) {}

#[cors(origins = ["https://app.example.com"], credentials)]
async fn unknown(_: axum::extract::Request) {}

#[cors(origins = ["https://app.example.com"], credentials)]
async fn upload(_: Bytes) {}

#[cors(origins = ["https://app.example.com"], credentials)]
async fn no_body(_: Path<u8>, _: Uri) {}

#[cors(origins = ["https://app.example.com"], credentials, methods = [GET, POST])]
async fn several_methods() {}

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
async fn without_json(_: Option<Json<u8>>) {}

// Browsers add these to forms by themselves.
#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["authorization"])]
async fn password(_: TypedHeader<Authorization<Basic>>, _: TypedHeader<ContentType>) {}

#[cors(origins = ["https://app.example.com"], credentials, enforce, allow(forgeable, reason = "other pages are refused"))]
async fn enforced() {}

#[cors(origins = ["https://app.example.com"], allow(forgeable, reason = "there is no session"))]
async fn anonymous() {}

#[cors(
    origins = ["https://app.example.com"],
    credentials,
    allow_headers = ["content-type"],
    allow(forgeable, reason = "it takes JSON"),
)]
async fn json(_: Json<u8>) {}

// It serves `POST`, too, although no other origin may read that.
#[cors(origins = ["https://app.example.com"], credentials, methods = [GET])]
async fn narrowed() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![get(form), post(form)])
        .route("/2", routes![any(unknown)])
        .route("/3", routes![get(form), on(MethodFilter::PUT.or(MethodFilter::POST), upload)])
        .route("/4", routes![put(form), post(no_body).layer(tower::layer::util::Identity::new())])
        .route("/5", routes![any(several_methods)])
        .route("/6", routes![post(without_json)])
        .route("/7", routes![post(password)])
        .route("/8", routes![any(narrowed)]);
}
