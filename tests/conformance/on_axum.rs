//! The cases, as axum serves them.

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{
        Method,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN},
    },
    middleware::{self, Next},
    response::IntoResponse,
    routing,
};
use cors_axum::{__private::any_policy, CorsMethodRouter, CorsRouter};
use cors_tests::driver::{Served, serve_axum};
use http::{HeaderMap, HeaderName, StatusCode};

use crate::{Endpoint, METHOD_SEEN, case::Handler};

pub(crate) async fn serve(endpoints: Vec<Endpoint>) -> Served {
    serve_axum(router(endpoints)).await
}

/// The endpoints with a planted mistake that browsers have to find: every origin is reflected.
pub(crate) async fn serve_reflected(endpoints: Vec<Endpoint>) -> Served {
    let reflect = middleware::from_fn(async |request: Request, next: Next| {
        let origin = request.headers().get(ORIGIN).cloned();
        let mut response = next.run(request).await;
        if let Some(origin) = origin {
            response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        response
    });
    serve_axum(router(endpoints).layer(reflect)).await
}

fn router(endpoints: Vec<Endpoint>) -> Router {
    let mut app = CorsRouter::new();
    for Endpoint { path, policy, handler } in endpoints {
        let serve = async move |method: Method| answer(&handler, &method);
        app = match policy {
            None => app.route_without_cors(&path, routing::any(serve)),
            Some(policy) => app.route(&path, any_policy(CorsMethodRouter::new(), policy, serve)),
        };
    }
    app.into_router()
}

fn answer(handler: &Handler, method: &Method) -> impl IntoResponse + use<> {
    let mut headers = HeaderMap::new();
    for (name, value) in &handler.headers {
        headers.append(name.parse::<HeaderName>().expect("a name"), value.parse().expect("a value"));
    }
    headers.append(METHOD_SEEN, method.as_str().parse().expect("a method"));
    (StatusCode::from_u16(handler.status).expect("a status"), headers, Body::from(handler.body.clone()))
}
