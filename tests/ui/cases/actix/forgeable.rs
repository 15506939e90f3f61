use actix_web::{
    App, get, post, route, routes,
    web::{Bytes, Form, Header, Json, Path},
};
use cors_actix::{WithCors, cors, resource};

#[cors(origins = ["https://app.example.com"], credentials)]
pub struct Session;

#[cors(origins = ["https://app.example.com"], credentials)]
#[post("/form")]
async fn form(_: Form<u8>) -> &'static str {
    ""
}

#[cors(policy = Session)]
#[route("/upload", method = "GET", method = "POST")]
async fn upload(_: Bytes) -> &'static str {
    ""
}

#[cors(policy = Session, max_age = "2h")]
#[routes]
#[get("/no-body/{id}")]
#[post("/no-body/{id}")]
async fn no_body(_: Path<u8>, _: Header<actix_web::http::header::ContentType>) -> &'static str {
    ""
}

#[cors(policy = Session, allow_headers = ["content-type"])]
#[post("/without-json")]
async fn without_json(_: Option<Json<u8>>) -> &'static str {
    ""
}

#[cors(origins = ["https://app.example.com"], credentials, allow(forgeable, reason = "it only reads"))]
#[get("/read")]
async fn read() -> &'static str {
    ""
}

#[cors(policy = Session, allow(forgeable, reason = "it needs a preflight"))]
#[actix_web::put("/replace")]
async fn replace() -> &'static str {
    ""
}

#[cors(policy = Session)]
async fn by_hand(_: String) -> &'static str {
    ""
}

fn main() {
    let wrap = || actix_web::middleware::Compress::default();
    let _ = App::new()
        .with_cors()
        .service(cors_actix::routes![form, upload, no_body, without_json, read, replace])
        .service(resource("/1").route(cors_actix::routes![get(by_hand), post(by_hand)]))
        .service(resource("/2").route(cors_actix::routes![post(by_hand).wrap(wrap())]))
        .service(resource("/3").route(cors_actix::routes![any(by_hand)]));
}
