//! Services of actix's own, where those of this crate are expected.

use actix_web::{App, HttpResponse, web};
use cors_actix::WithCors;

fn main() {
    let _ = App::new().with_cors().service(web::resource("/x").to(HttpResponse::Ok));
    let _ = App::new().with_cors().service(web::scope("/api"));
    let _ = App::new().with_cors().service(cors_actix::scope("/api").service(web::redirect("/a", "/b")));
    let _ = App::new().with_cors().service(cors_actix::resource("/x").route(web::get().to(HttpResponse::Ok)));
    let _ = App::new().with_cors().configure(|config| {
        config.service(web::resource("/x"));
    });
}
