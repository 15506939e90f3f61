//! The cases, as axum serves them.

use axum::{http::Method, response::IntoResponse, routing};
use cors_axum::{CorsMethodRouter, CorsRouter};
use cors_tests::driver::{Served, serve_axum};
use http::{HeaderMap, HeaderName, StatusCode};

use crate::{Endpoint, METHOD_SEEN, case::Handler};

pub(crate) async fn serve(endpoints: Vec<Endpoint>) -> Served {
    let mut app = CorsRouter::new();
    for Endpoint { path, policy, handler } in endpoints {
        let serve = async move |method: Method| answer(&handler, &method);
        app = match policy {
            None => app.route_without_cors(&path, routing::any(serve)),
            Some(policy) => app.route(&path, CorsMethodRouter::new().__any(policy, serve)),
        };
    }
    serve_axum(app.into_router()).await
}

fn answer(handler: &Handler, method: &Method) -> impl IntoResponse + use<> {
    let mut headers = HeaderMap::new();
    for (name, value) in &handler.headers {
        headers.append(name.parse::<HeaderName>().expect("a name"), value.parse().expect("a value"));
    }
    headers.append(METHOD_SEEN, method.as_str().parse().expect("a method"));
    (StatusCode::from_u16(handler.status).expect("a status"), headers)
}
