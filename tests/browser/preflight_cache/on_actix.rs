//! The handlers, as actix-web serves them.

use actix_web::{
    App,
    web::{self, Data},
};
use cors_actix::{WithCors, cors, resource, routes};
use cors_tests::driver::{Served, serve_actix};

use super::Runs;

type Recorder = Data<Runs>;

handlers!();

pub(super) async fn serve(runs: Runs) -> Served {
    serve_actix(move || {
        App::new()
            .app_data(Data::new(runs.clone()))
            .with_cors()
            .service(resource("/same").route(routes![get(read), post(create)]))
            .service(resource("/two").route(routes![get(read), post(administer)]))
            .service(resource("/mixed").route(routes![get(read)]).route_without_cors(web::post().to(internal)))
            .service(resource("/most").route(routes![delete(remove), any(public)]))
            .finish()
    })
}
