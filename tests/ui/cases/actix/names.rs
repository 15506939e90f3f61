//! Handlers whose names cannot be those of types, and attributes in front of entries.

use actix_web::{App, get};
use cors_actix::{Routes, WithCors, cors, routes};

mod websocket {}

#[cors(origins = "*", companion = Websocket)]
#[get("/websocket")]
async fn websocket() -> &'static str {
    "websocket"
}

#[cors(origins = "*", companion = Renamed)]
async fn renamed() -> &'static str {
    "renamed"
}

#[cors(origins = "*")]
#[get("/bool")]
async fn bool() -> &'static str {
    "bool"
}

fn by_hand() -> Routes {
    routes![get(renamed), #[doc(hidden)] post(renamed as Renamed), put(renamed as "Renamed")]
}

fn main() {
    by_hand();
    let _ = App::new().with_cors().service(routes![websocket]);
    let _ = App::new().with_cors().service(routes![websocket as &Websocket]);
    let _ = App::new().with_cors().service(routes![#[inline] websocket as Websocket]);
    let _ = App::new().with_cors().service(routes![#[cfg(any())] misspelt, #[cfg(all())]]);
}
