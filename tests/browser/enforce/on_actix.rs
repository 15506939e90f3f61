//! The handlers, as actix-web serves them.

use actix_web::{
    App,
    web::{Data, Path},
};
use cors_actix::{WithCors, cors, resource, routes};
use cors_tests::driver::{Served, serve_actix};

use super::record::Runs;

type Recorder = Data<Runs>;

handlers!();

pub(super) async fn serve(runs: Runs) -> Served {
    serve_actix(move || {
        App::new()
            .app_data(Data::new(runs.clone()))
            .with_cors()
            .service(resource("/listed/{number}").route(routes![any(listed)]))
            .service(resource("/credentials/{number}").route(routes![any(with_credentials)]))
            .service(resource("/same_origin/{number}").route(routes![any(same_origin)]))
            .service(resource("/report/{number}").route(routes![any(reporting)]))
            .finish()
    })
}
