//! The application of axum. A layer sets headers of its own, as careless code does.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode},
    middleware::map_response,
    response::Response,
    routing,
};
use cors_axum::{CorsRouter, NamedPolicy, cors, routes, with_policy};
use cors_tests::driver::{Served, serve_axum};

policies!();

async fn plain() -> &'static str {
    "done"
}

#[cors(policy = Admin)]
async fn for_admin() -> &'static str {
    "done"
}

#[cors(policy = App)]
async fn for_app() -> &'static str {
    "done"
}

#[cors]
async fn default() -> &'static str {
    "done"
}

async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}

async fn careless(mut response: Response) -> Response {
    let name = HeaderName::from_static("access-control-allow-origin");
    response.headers_mut().insert(name, HeaderValue::from_static("https://evil.test"));
    response
}

/// Handlers of a library, whose policy the application chooses.
fn library<P: NamedPolicy>(policy: P) -> CorsRouter<(), P> {
    CorsRouter::with_default(policy).route("/x", routes![get(plain), post(form)])
}

#[cors]
async fn form(_: String) -> &'static str {
    "done"
}

pub(super) async fn app(is_enabled: bool) -> Served {
    let api = library(Admin).fallback(routes![policy = App; any(not_found)]).layer(map_response(careless));
    let annotated = CorsRouter::new().route("/x", routes![get(for_app)]);
    let foreign = Router::new()
        .route("/a", routing::get(plain).post(plain))
        .route("/b", routing::any(plain))
        .layer(map_response(careless));
    let app = CorsRouter::with_default(App)
        .route("/users", routes![get(plain), post(for_admin), put(default)])
        .route("/group", routes![policy = Admin; get(plain), post(for_app)])
        .nest("/api", api)
        .nest("/annotated", annotated)
        .nest_with_policy("/foreign", Partner, foreign)
        .fallback(with_policy(Partner).any(not_found))
        .layer(map_response(careless))
        .route_without_cors("/bare", routing::get(plain))
        .enabled(is_enabled);
    serve_axum(app.into_router()).await
}
