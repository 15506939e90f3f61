//! What a route attribute cannot say.

use actix_web::{App, delete, get, post, put, route};
use cors_actix::{WithCors, cors};

#[cors(origins = "*")]
#[get]
async fn no_path() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get(path)]
async fn no_string() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", "/b")]
async fn two_paths() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", method = "POST")]
async fn method_twice() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[route("/a")]
async fn no_method() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[route("/a", method = "get", method = "POST", method = "POST")]
async fn lower_case() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[post("/a", gaurd = "is_admin")]
async fn misspelt() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[put("/a", name = 7)]
async fn no_name() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a")]
#[delete("/a")]
async fn two_routes() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[actix_web::routes]
async fn none() -> &'static str {
    ""
}

#[cors(origins = "*", methods = [GET])]
#[get("/a")]
async fn narrowed() -> &'static str {
    ""
}

fn main() {
    // Each is an error at its own attribute, and nothing else is.
    let _ = App::new().with_cors().service(cors_actix::routes![no_path, two_paths, misspelt]);
}
