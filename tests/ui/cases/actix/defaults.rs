//! Handlers without options, where there is no default policy, or none that suits them.

use actix_web::{App, get};
use cors_actix::{ServiceConfig, WithCors, cors, resource, routes, scope};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors(origins = "*", methods = [GET])]
struct PublicRead;

struct NoPolicy;

#[cors]
#[get("/users")]
async fn list_users() -> &'static str {
    ""
}

#[get("/plain")]
async fn not_annotated() -> &'static str {
    ""
}

#[cors]
async fn by_default() -> &'static str {
    ""
}

async fn plain() -> &'static str {
    ""
}

fn configure(config: &mut ServiceConfig) {
    config.service(routes![list_users]).service(resource("/1").route(routes![get(plain)]));
}

fn main() {
    let _ = App::new().with_cors().service(routes![list_users]);
    let _ = App::new().with_cors().service(resource("/2").route(routes![get(by_default)]));
    let _ = App::new()
        .with_cors()
        .with_default(Frontend)
        .configure(configure)
        .service(routes![not_annotated])
        .service(scope("/3").service(routes![list_users]))
        .service(scope("/4").service(resource("/").route(routes![get(plain)])));
    let _ = App::new().with_cors().with_default(PublicRead).service(routes![list_users]);
    let _ = App::new().with_cors().with_default(NoPolicy).service(resource("/6").route(routes![get(plain)]));
    // Behind its services.
    let _ = App::new().with_cors().service(routes![list_users]).with_default(Frontend);
}
