//! The applications, as actix-web serves them.

use actix_web::{App, HttpResponse, Route, http::StatusCode, web};
use cors_actix::{
    __private::{any_policy, on_policy},
    Routes, WithCors, resource,
};
use cors_tests::driver::{Driver, call_actix};

use crate::world::{Answer, World, path};

pub(crate) async fn serve(world: &World) -> impl Driver + use<> {
    let policies = world.policies();
    let mut app = App::new().with_cors();
    for (number, place) in world.places.iter().enumerate() {
        let mut routes = Routes::new();
        for &(method, policy) in &place.on {
            routes = on_policy(routes, method, policies[policy], route(&place.answer, policy));
        }
        if let Some(policy) = place.any {
            routes = any_policy(routes, policies[policy], route(&place.answer, policy));
        }
        app = app.service(resource(path(number)).route(routes));
    }
    call_actix(app.finish()).await
}

fn route(answer: &Answer, policy: usize) -> Route {
    let answer = answer.clone();
    web::to(move || {
        let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).expect("a status"));
        for line in answer.lines(policy) {
            response.append_header(line);
        }
        async move { response.finish() }
    })
}
