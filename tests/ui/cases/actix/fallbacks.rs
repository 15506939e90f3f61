//! Default services without a policy.

use actix_web::{App, HttpResponse, web};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

async fn not_found() -> &'static str {
    "nothing here"
}

fn main() {
    let _ = App::new().with_cors().default_service(web::to(HttpResponse::NotFound));
    let _ = App::new().with_cors().default_service(not_found);
    let _ = App::new().with_cors().default_service(routes![any(not_found)]);
    let _ = App::new().with_cors().with_default(Frontend).default_service(routes![any(not_found)]);
    let _ = cors_actix::scope("/api").default_service(web::to(HttpResponse::NotFound));
}
