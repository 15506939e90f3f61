//! The handlers, as actix-web serves them.

use actix_web::{
    App,
    web::{self, Data},
};
use cors_actix::{WithCors, cors, resource, routes};
use cors_tests::{driver::serve_actix, frameworks::Runs};

use super::Applications;

type Recorder = Data<Runs>;

handlers!();

pub(super) fn serve(runs: &Runs) -> Applications {
    let (by_policy, restricted) = (runs.clone(), runs.clone());
    Applications {
        by_policy: serve_actix(move || {
            App::new()
                .app_data(Data::new(by_policy.clone()))
                .with_cors()
                .service(resource("/any").route(routes![any(any_host)]))
                .service(resource("/own").route(routes![any(own_host)]))
                .finish()
        }),
        restricted: serve_actix(move || {
            App::new()
                .app_data(Data::new(restricted.clone()))
                .with_cors()
                .hosts(["api.example.com"])
                .service(resource("/any").route(routes![any(any_host)]))
                .service(resource("/own").route(routes![any(own_host)]))
                .service(resource("/unannotated").route_without_cors(web::to(unannotated)))
                .finish()
        }),
    }
}
