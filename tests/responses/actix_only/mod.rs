//! The ways of actix-web alone: route attributes and their arguments, the order of routes, guards, scopes, middleware and workers.
//!
//! Tests of both frameworks belong in the tables beside this folder.

use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
};
use cors_tests::{
    driver::call_actix,
    exchange::{ADMIN, APP, Answer, ClientRequest},
};

mod attributes;
mod by_route;
mod default_services;
mod enforce;
mod head;
mod in_front;
mod layers;
mod method_not_allowed;
mod never_of_another;
mod query;
mod routing;
mod scope_of_its_own;
mod the_handler_that_ran;
mod tracking;
mod whole_services;
mod workers;

/// The answers of one application to several requests, one after the other.
async fn answers<T, B>(app: App<T>, requests: Vec<ClientRequest>) -> Vec<Answer>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    let app = call_actix(app).await;
    let mut answers = Vec::new();
    for request in requests {
        answers.push(request.send(&app).await);
    }
    answers
}

/// The answer to one request.
async fn answer<T, B>(app: App<T>, request: ClientRequest) -> Answer
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    request.send(&call_actix(app).await).await
}

/// The [outcome](Answer::outcome) of each request.
async fn outcomes<T, B>(app: App<T>, requests: Vec<ClientRequest>) -> Vec<String>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    answers(app, requests).await.iter().map(Answer::outcome).collect()
}

/// The outcome that `APP` may read.
fn app(status: u16) -> String {
    format!("{status} {APP}")
}

/// The outcome that `ADMIN` may read.
fn admin(status: u16) -> String {
    format!("{status} {ADMIN}")
}

/// The outcome that no page of another origin may read.
fn none(status: u16) -> String {
    format!("{status} none")
}
