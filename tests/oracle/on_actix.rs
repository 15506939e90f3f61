//! The applications, as actix-web serves them.

use actix_web::{
    App, HttpResponse, Route,
    http::{Method, StatusCode},
    web,
};
use cors_actix::{
    __private::{Carried as CarriedPolicy, NotNarrowed, any_policy, on_policy},
    CorsResource, NamedPolicy, Routes, WithCors, resource, scope,
};
use cors_core::Policy;
use cors_tests::driver::{Driver, call_actix};

use crate::world::{Added, Answer, Carried, Place, World, path};

/// A policy that the test has made, for a service.
struct AnyPolicy(&'static Policy);

impl NamedPolicy for AnyPolicy {
    const POLICY: &'static Policy = &Policy::SAME_ORIGIN;
    type Carried = CarriedPolicy<Self, NotNarrowed>;

    fn policy(&self) -> &'static Policy {
        self.0
    }
}

/// Adds a handler with a policy that the test has made.
fn add(routes: Routes, method: Option<&str>, policy: &'static Policy, route: Route) -> Routes {
    match method {
        Some(method) => on_policy(routes, method, policy, route),
        None => any_policy(routes, policy, route),
    }
}

pub(crate) async fn serve(world: &World) -> impl Driver + use<> {
    let policies = world.policies();
    let mut app = App::new().with_cors();
    for (number, place) in world.places.iter().enumerate() {
        let plain = place.plain();
        if place.added == Added::Apart && !plain.is_empty() {
            let in_front = routes(&plain).into_iter().fold(web::resource(path(number)), actix_web::Resource::route);
            app = app.service_without_cors(in_front);
        }
    }
    for (number, place) in world.places.iter().enumerate() {
        if let (Some(policy), others) = place.foreign()
            && others.is_empty()
        {
            let service = web::resource("").route(route(&place.answer, Some(policy)));
            app = app.service(scope(&path(number)).service_with_policy(AnyPolicy(policies[policy]), service));
            continue;
        }
        let annotated = place.annotated();
        let mut own = Routes::default();
        for (method, carried) in mounted(&annotated) {
            let policy = carried.expect("an annotated handler has a policy");
            own = add(own, method, policies[policy], route(&place.answer, carried));
        }
        let mut path = resource(path(number));
        if place.added == Added::Merged {
            path = routes(&place.plain()).into_iter().fold(path, CorsResource::route_without_cors);
        }
        if !annotated.is_empty() {
            path = path.route(own);
        }
        if place.added == Added::Beside {
            path = routes(&place.plain()).into_iter().fold(path, CorsResource::route_without_cors);
        }
        app = app.service(path);
    }
    if let Some(carried) = world.fallback {
        let answer = Answer { status: 404, vary: None, careless: false };
        let fallback = route(&answer, carried);
        app = match carried {
            Some(policy) => app.default_service(add(Routes::default(), None, policies[policy], fallback)),
            None => app.default_service_without_cors(fallback),
        };
    }
    if !world.hosts.is_empty() {
        app = app.hosts(&world.hosts);
    }
    call_actix(app.finish()).await
}

/// What handlers are mounted for, with their policies. `None`: all other methods.
fn mounted(place: &Place) -> impl Iterator<Item = (Option<&'static str>, Carried)> {
    let on = place.on.iter().map(|&(method, carried)| (Some(method), carried));
    on.chain(place.any.map(|carried| (None, carried)))
}

/// The handlers without a policy.
fn routes(plain: &Place) -> Vec<Route> {
    let guarded = |(method, carried): (Option<&str>, Carried)| {
        let route = route(&plain.answer, carried);
        let method = method.map(|method| method.parse::<Method>().expect("a method"));
        method.into_iter().fold(route, Route::method)
    };
    mounted(plain).map(guarded).collect()
}

fn route(answer: &Answer, carried: Carried) -> Route {
    let answer = answer.clone();
    web::to(move || {
        let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).expect("a status"));
        for line in answer.lines(carried) {
            response.append_header(line);
        }
        async move { response.finish() }
    })
}
