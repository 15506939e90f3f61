use std::path::PathBuf;

use actix_files::{Files, NamedFile};
use actix_web::{App, Error, HttpResponse, body::MessageBody, dev::{ServiceFactory, ServiceRequest, ServiceResponse}, get};
use cors_actix::{WithCors, cors, routes, scope};

#[cors(origins = ["https://app.example.com"], credentials)]
struct Frontend;

#[cors]
#[get("/users")]
async fn list_users() -> &'static str { "Ada, Alan" }

async fn no_such_endpoint() -> HttpResponse { HttpResponse::NotFound().body("no such endpoint") }

fn app(dist: PathBuf) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>,
> {
    let api = scope("/api")
        .with_default(Frontend)
        .service(routes![list_users])
        .default_service(routes![any(no_such_endpoint)]);
    // A file, or else `index.html` with the status 200: the page reads the path and shows what belongs there.
    let index = NamedFile::open(dist.join("index.html")).expect("index.html");
    let pages = Files::new("/", &dist).index_file("index.html").default_handler(index);
    App::new().with_cors().service(api).default_service_without_cors(pages).finish()
}
