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
    __private::{Carried as CarriedPolicy, NotNarrowed, any_policy, on_policy},
    CorsMethodRouter, CorsRouter, NamedPolicy,
};
use cors_core::Policy;
use http::{HeaderMap, StatusCode};

use crate::world::{Added, Answer, Carried, PREFIX, Place, World, path};

/// A policy that the test has made, for a finished router.
struct AnyPolicy(&'static Policy);

impl NamedPolicy for AnyPolicy {
    const POLICY: &'static Policy = &Policy::SAME_ORIGIN;
    type Carried = CarriedPolicy<Self, NotNarrowed>;

    fn policy(&self) -> &'static Policy {
        self.0
    }
}

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
        let whole = path(number);
        let is_apart = place.added == Added::Apart && !place.plain().is_empty();
        app = if place.hosts.is_empty() {
            add_place(app, &whole, place, &policies)
        } else if is_apart {
            app.merge(add_place(CorsRouter::new(), &whole, place, &policies).hosts(&place.hosts))
        } else {
            let inner = add_place(CorsRouter::new(), whole.trim_start_matches(PREFIX), place, &policies);
            app.nest(PREFIX, inner.hosts(&place.hosts))
        };
    }
    if !world.hosts.is_empty() {
        app = app.hosts(&world.hosts);
    }
    if let Some(carried) = world.fallback {
        let answer = Answer { status: 404, vary: None, careless: false };
        let fallback = handler(&answer, carried);
        app = match carried {
            Some(policy) => app.fallback(add(CorsMethodRouter::new(), None, policies[policy], fallback)),
            None => app.fallback_without_cors(fallback),
        };
        app = app.method_not_allowed_fallback(handler(&answer, None));
    }
    app.into_router()
}

/// Adds the handlers of a path.
fn add_place(mut app: CorsRouter, path: &str, place: &Place, policies: &[&'static Policy]) -> CorsRouter {
    let ((foreign, others), plain) = (place.foreign(), place.plain());
    let annotated = others.annotated();
    if let Some(policy) = foreign {
        let routes = any(handler(&place.answer, Some(policy)));
        app = app.merge_with_policy(AnyPolicy(policies[policy]), Router::new().route(path, routes));
    }
    if !annotated.is_empty() {
        let mut handlers = CorsMethodRouter::new();
        for (filter, carried) in mounted(&annotated) {
            let policy = carried.expect("an annotated handler has a policy");
            handlers = add(handlers, filter, policies[policy], handler(&place.answer, carried));
        }
        app = app.route(path, handlers);
    }
    if plain.is_empty() { app } else { add_plain(app, path, &plain) }
}

/// Adds the handlers without a policy.
fn add_plain(app: CorsRouter, path: &str, plain: &Place) -> CorsRouter {
    let mut handlers: MethodRouter<(), Infallible> = MethodRouter::new();
    for (filter, carried) in mounted(plain) {
        let handler = handler(&plain.answer, carried);
        handlers = handlers.merge(filter.map_or_else(|| any(handler.clone()), |filter| on(filter, handler.clone())));
    }
    match plain.added {
        Added::Beside => app.route_without_cors(path, handlers),
        Added::Merged => app.merge_without_cors(Router::new().route(path, handlers)),
        Added::Apart => app.nest_without_cors(PREFIX, Router::new().route(path.trim_start_matches(PREFIX), handlers)),
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
