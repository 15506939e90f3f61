//! An application with development origins, compiled as a release build compiles it.

use axum::{body::Body, http::Request};
use cors_axum::{CorsRouter, cors, routes};
use tower::ServiceExt;

#[cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:51739"])]
async fn list() -> &'static str {
    "users"
}

#[cors(same_origin, dev_origins = ["http://localhost:51739"], credentials)]
async fn own() -> &'static str {
    "own"
}

/// Prints what the origin given as an argument is answered, at the path given as another one.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let origin = std::env::args().nth(1).unwrap_or_default();
    let path = std::env::args().nth(2).unwrap_or("/users".to_owned());
    let app = CorsRouter::new().route("/users", routes![get(list)]).route("/own", routes![get(own)]).into_router();
    let request = Request::get(path).header("origin", origin).body(Body::empty()).expect("an origin");
    let response = app.oneshot(request).await.expect("an answer");
    println!("{:?}", response.headers().get("access-control-allow-origin"));
}
