//! The application in actix-web.

use std::hint::black_box;

use actix_cors::Cors;
use actix_http::Request;
use actix_web::{
    App as ActixApp, Error, Responder,
    body::MessageBody,
    dev::{Service, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    test::{TestRequest, init_service},
    web::{self, ServiceConfig},
};
use cors_actix::{__private::on_policy, Routes, WithCors, resource};

use super::{Answer, App, actix_floor::Floor, actix_identity::Identity, at_once, parts};
use crate::{
    policy::{ALLOW_HEADERS, EXPOSE_HEADERS, Kind, MAX_AGE, has_suffix, policy},
    workload::{MANY, Subject, Workload},
};

struct Actix<S: 'static> {
    /// Never dropped: actix-web has thread-locals of its own, which may be gone by then.
    service: &'static S,
    workload: Workload,
    requests: Vec<Request>,
}

pub(super) fn app(workload: Workload) -> Box<dyn App> {
    macro_rules! start {
        ($app:expr) => {{
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            let service = Box::leak(Box::new(runtime.block_on(init_service($app))));
            Box::new(Actix { service, workload, requests: Vec::new() })
        }};
    }
    match workload.subject {
        Subject::Bare => start!(ActixApp::new().configure(plain)),
        Subject::Empty => start!(ActixApp::new().configure(plain).wrap(Identity)),
        Subject::Floor => start!(ActixApp::new().configure(plain).wrap(Floor)),
        Subject::Peer => start!(ActixApp::new().configure(plain).wrap(actix_cors(workload))),
        Subject::Ours | Subject::OursOfMany | Subject::OursEnforced | Subject::OursReporting => {
            let policy = policy(workload.kind, workload.origins, workload.subject.enforcement());
            // As `routes!` writes them: the method is `Routes`' to add.
            let both = |second| {
                let routes = on_policy(Routes::default(), "GET", policy, web::route().to(list));
                on_policy(routes, second, policy, web::to(create))
            };
            let plain = web::resource("/health").route(web::get().to(list));
            let app = ActixApp::new()
                .with_cors()
                .service(resource("/users").route(both("POST")))
                .service(resource("/users/{id}").route(both("PUT")))
                .service(resource("/orders").route(both("POST")))
                .service_without_cors(plain);
            let others = if workload.subject == Subject::OursOfMany { MANY } else { 0 };
            let app = (0..others)
                .fold(app, |app, number| app.service(resource(format!("/others/{number}")).route(both("POST"))));
            start!(app.finish())
        }
    }
}

async fn list() -> impl Responder {
    "users"
}

async fn create() -> impl Responder {
    "created"
}

fn plain(config: &mut ServiceConfig) {
    config
        .service(web::resource("/users").route(web::get().to(list)).route(web::post().to(create)))
        .service(web::resource("/users/{id}").route(web::get().to(list)).route(web::put().to(create)))
        .service(web::resource("/orders").route(web::get().to(list)).route(web::post().to(create)))
        .service(web::resource("/health").route(web::get().to(list)));
}

fn actix_cors(workload: Workload) -> Cors {
    let Workload { kind, origins, .. } = workload;
    let cors = Cors::default()
        .allowed_methods(["GET", "HEAD", "POST"])
        .allowed_headers(ALLOW_HEADERS)
        .expose_headers([EXPOSE_HEADERS])
        .supports_credentials()
        .max_age(MAX_AGE as usize);
    match kind {
        Kind::Exact => (0..origins).fold(cors, |cors, number| cors.allowed_origin(&kind.element(number))),
        Kind::Patterns => {
            let suffixes = Kind::suffixes(origins);
            cors.allowed_origin_fn(move |origin, _| has_suffix(origin.as_bytes(), &suffixes))
        }
    }
}

impl<S, B> App for Actix<S>
where
    S: Service<Request, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    fn prepare(&mut self, count: usize) {
        let (method, headers) = parts(self.workload);
        let request = || {
            let mut request = TestRequest::with_uri("/users").method(method.parse().expect("a method"));
            for (name, value) in &headers {
                let value = HeaderValue::from_maybe_shared(value.clone()).expect("a value");
                request = request.append_header((HeaderName::from_static(name), value));
            }
            request.to_request()
        };
        self.requests = (0..count).map(|_| request()).collect();
    }

    fn run(&mut self) {
        for request in self.requests.drain(..) {
            drop(black_box(at_once(self.service.call(black_box(request)))));
        }
    }

    fn answer(&mut self) -> Answer {
        self.prepare(1);
        let request = self.requests.pop().expect("a request");
        let response = at_once(self.service.call(request)).expect("a response");
        let headers = response.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        Answer::new(response.status().as_u16(), headers)
    }
}
