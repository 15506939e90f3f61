//! The applications, as axum serves them.

use std::convert::Infallible;

use axum::{
    Router,
    handler::Handler,
    http::HeaderValue,
    response::IntoResponse,
    routing::{MethodFilter, MethodRouter, any, on},
};
use cors_axum::{
    __private::{any_policy, on_policy},
    CorsMethodRouter, CorsRouter,
};
use cors_core::Policy;
use http::{HeaderMap, StatusCode};

use crate::world::{Added, Answer, Carried, PREFIX, Place, World, path};

/// Adds a handler with a policy that the test has made.
fn add<H, T>(
    handlers: CorsMethodRouter,
    filter: Option<MethodFilter>,
    policy: &'static Policy,
    handler: H,
) -> CorsMethodRouter
where
    H: Handler<T, ()>,
    T: 'static,
{
    match filter {
        Some(filter) => on_policy(handlers, filter, policy, handler),
        None => any_policy(handlers, policy, handler),
    }
}

pub(crate) fn serve(world: &World) -> Router {
    let policies = world.policies();
    let mut app = CorsRouter::new();
    for (number, place) in world.places.iter().enumerate() {
        let (annotated, plain) = (place.annotated(), place.plain());
        if !annotated.is_empty() {
            let mut handlers = CorsMethodRouter::new();
            for (filter, carried) in mounted(&annotated) {
                let policy = carried.expect("an annotated handler has a policy");
                handlers = add(handlers, filter, policies[policy], handler(&place.answer, carried));
            }
            app = app.route(&path(number), handlers);
        }
        if !plain.is_empty() {
            app = add_plain(app, number, &plain);
        }
    }
    if world.fallback {
        let answer = Answer { status: 404, vary: None, careless: false };
        app = app.fallback(handler(&answer, None)).method_not_allowed_fallback(handler(&answer, None));
    }
    app.into_router()
}

/// Adds the handlers without a policy.
fn add_plain(app: CorsRouter, number: usize, plain: &Place) -> CorsRouter {
    let mut handlers: MethodRouter<(), Infallible> = MethodRouter::new();
    for (filter, carried) in mounted(plain) {
        let handler = handler(&plain.answer, carried);
        handlers = handlers.merge(filter.map_or_else(|| any(handler.clone()), |filter| on(filter, handler.clone())));
    }
    match plain.added {
        Added::Beside => app.route_without_cors(&path(number), handlers),
        Added::Merged => app.merge_without_cors(Router::new().route(&path(number), handlers)),
        Added::Apart => {
            let inner = path(number).replacen(PREFIX, "", 1);
            app.nest_without_cors(PREFIX, Router::new().route(&inner, handlers))
        }
    }
}

/// What handlers are mounted for, with their policies. `None`: all other methods.
fn mounted(place: &Place) -> impl Iterator<Item = (Option<MethodFilter>, Carried)> {
    let on = place.on.iter().map(|&(method, carried)| (Some(filter(method)), carried));
    on.chain(place.any.map(|carried| (None, carried)))
}

fn filter(method: &str) -> MethodFilter {
    let method: http::Method = method.parse().expect("a method");
    method.try_into().expect("one that axum has a filter for")
}

fn handler(answer: &Answer, carried: Carried) -> impl Handler<((),), ()> + use<> {
    let answer = answer.clone();
    async move || response(&answer, carried)
}

fn response(answer: &Answer, carried: Carried) -> impl IntoResponse + use<> {
    let mut headers = HeaderMap::new();
    for (name, value) in answer.lines(carried) {
        headers.append(name, HeaderValue::try_from(value).expect("a value"));
    }
    (StatusCode::from_u16(answer.status).expect("a status"), headers)
}
