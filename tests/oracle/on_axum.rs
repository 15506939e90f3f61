//! The applications, as axum serves them.

use axum::{Router, http::HeaderValue, response::IntoResponse, routing::MethodFilter};
use cors_axum::{CorsMethodRouter, CorsRouter};
use http::{HeaderMap, StatusCode};

use crate::world::{Answer, World, path};

pub(crate) fn serve(world: &World) -> Router {
    let policies = world.policies();
    let mut app = CorsRouter::new();
    for (number, place) in world.places.iter().enumerate() {
        let serve = |policy: usize| {
            let answer = place.answer.clone();
            async move || response(&answer, policy)
        };
        let mut handlers = CorsMethodRouter::new();
        for &(method, policy) in &place.on {
            handlers = handlers.__on_policy(filter(method), policies[policy], serve(policy));
        }
        if let Some(policy) = place.any {
            handlers = handlers.__any_policy(policies[policy], serve(policy));
        }
        app = app.route(&path(number), handlers);
    }
    app.into_router()
}

fn filter(method: &str) -> MethodFilter {
    let method: http::Method = method.parse().expect("a method");
    method.try_into().expect("one that axum has a filter for")
}

fn response(answer: &Answer, policy: usize) -> impl IntoResponse + use<> {
    let mut headers = HeaderMap::new();
    for (name, value) in answer.lines(policy) {
        headers.append(name, HeaderValue::try_from(value).expect("a value"));
    }
    (StatusCode::from_u16(answer.status).expect("a status"), headers)
}
