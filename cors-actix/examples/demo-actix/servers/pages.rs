//! The two pages. Their servers need no CORS: a page may always read from its own origin.

use actix_web::{
    HttpResponse, Responder,
    web::{Data, Json, Path, ServiceConfig, get},
};

use crate::common::{File, OF_BOTH, OF_PAGE, OF_STRANGER, Origins, TEXT, Wire};

/// The page whose origin the API allows.
pub(super) fn page(config: &mut ServiceConfig, data: &(Origins, Wire)) {
    serve(config, OF_PAGE, data);
}

/// The page whose origin the API does not allow.
pub(super) fn stranger(config: &mut ServiceConfig, data: &(Origins, Wire)) {
    serve(config, OF_STRANGER, data);
}

/// Serves the files of a page, the origins and the record.
fn serve(config: &mut ServiceConfig, own: &[File], (origins, wire): &(Origins, Wire)) {
    // The pages show the annotations from the source itself, not from a copy.
    let source = File { path: "/api.rs", content_type: TEXT, text: include_str!("api.rs") };
    for &File { path, content_type, text } in own.iter().chain(OF_BOTH).chain([&source]) {
        config.route(path, get().to(move || async move { HttpResponse::Ok().content_type(content_type).body(text) }));
    }
    config.app_data(Data::new(origins.clone())).route("/origins.json", get().to(all_origins));
    config.app_data(Data::new(wire.clone())).route("/wire/{since}", get().to(exchanges));
}

async fn all_origins(origins: Data<Origins>) -> impl Responder {
    Json(origins)
}

async fn exchanges(wire: Data<Wire>, since: Path<u64>) -> impl Responder {
    Json(wire.since(*since))
}
