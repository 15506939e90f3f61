//! The two pages. Their servers need no CORS: a page may always read from its own origin.

use actix_web::{
    HttpResponse, Responder,
    web::{Data, Json, Path, ServiceConfig, get},
};

use crate::common::{File, OF_BOTH, OF_PAGE, OF_STRANGER, Origins, TEXT, Wire};

/// The page whose origin the API allows.
pub(super) fn page(config: &mut ServiceConfig, origins: &Origins, wire: &Wire) {
    // The page shows the annotations from the source itself, not from a copy.
    let source = File { path: "/api.rs", content_type: TEXT, text: include_str!("api.rs") };
    files(config, OF_PAGE.iter().chain([&source]), origins);
    config.app_data(Data::new(wire.clone())).route("/wire/{since}", get().to(exchanges));
}

/// The page whose origin the API does not allow.
pub(super) fn stranger(config: &mut ServiceConfig, origins: &Origins) {
    files(config, OF_STRANGER.iter(), origins);
}

fn files<'f>(config: &mut ServiceConfig, own: impl Iterator<Item = &'f File>, origins: &Origins) {
    for &File { path, content_type, text } in own.chain(OF_BOTH) {
        config.route(path, get().to(move || async move { HttpResponse::Ok().content_type(content_type).body(text) }));
    }
    config.app_data(Data::new(origins.clone())).route("/origins.json", get().to(where_all_are));
}

async fn where_all_are(origins: Data<Origins>) -> impl Responder {
    Json(origins)
}

async fn exchanges(wire: Data<Wire>, since: Path<u64>) -> impl Responder {
    Json(wire.since(*since))
}
