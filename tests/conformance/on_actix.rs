//! The cases, as actix-web serves them.

use std::rc::Rc;

use actix_web::{
    App, HttpResponse,
    http::{Method, StatusCode},
    web,
};
use cors_actix::{__private::any_policy, Routes, WithCors, resource};
use cors_tests::driver::{Served, serve_actix};

use crate::{Endpoint, METHOD_SEEN, case::Handler};

pub(crate) fn serve(mut endpoints: Vec<Endpoint>) -> Served {
    // What a service without CORS serves is not known, so it belongs behind the others.
    endpoints.sort_by_key(|endpoint| endpoint.policy.is_none());
    serve_actix(move || {
        let mut app = App::new().with_cors();
        for Endpoint { path, policy, handler } in endpoints.clone() {
            let handler = Rc::new(handler);
            let serve = move |method: Method| {
                let answer = answer(&handler, &method);
                async { answer }
            };
            app = match policy {
                None => app.service_without_cors(web::resource(path).to(serve)),
                Some(policy) => {
                    app.service(resource(path).route(any_policy(Routes::default(), policy, web::to(serve))))
                }
            };
        }
        app.finish()
    })
}

fn answer(handler: &Handler, method: &Method) -> HttpResponse {
    let mut response = HttpResponse::build(StatusCode::from_u16(handler.status).expect("a status"));
    for (name, value) in &handler.headers {
        response.append_header((name.as_str(), value.as_str()));
    }
    response.append_header((METHOD_SEEN, method.as_str())).body(handler.body.clone())
}
