//! Applications that are not finished, and actix's own routes and configuration in them.

use actix_web::{App, HttpServer, get, web};
use cors_actix::{WithCors, cors, routes, scope};

#[cors(origins = "*")]
#[get("/list")]
async fn list() -> &'static str {
    "list"
}

async fn plain() -> &'static str {
    "plain"
}

fn configure(config: &mut web::ServiceConfig) {
    config.route("/configured", web::get().to(plain));
}

fn main() {
    let _ = HttpServer::new(|| App::new().with_cors().service(routes![list]));
    let _ = App::new().with_cors().route("/by-hand", web::get().to(plain));
    let _ = scope("/api").route("/by-hand", web::get().to(plain));
    let _ = App::new().with_cors().configure(configure);
    let _ = scope("/api").configure(configure);
    let _ = App::new().service(web::scope("/api").service(routes![list]));
}
