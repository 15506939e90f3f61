//! Route attributes that are being written, and some that were written from memory.

use actix_web::{App, get, post, route};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = "*")]
#[get()]
async fn empty() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get = "/a"]
async fn equals() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a" name = "a")]
async fn no_comma() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", name)]
async fn no_value() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", name = )]
async fn no_value_yet() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", guard = "|context| true")]
async fn no_guard() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", wrap = "")]
async fn no_middleware() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/a", wrap = actix_web::middleware::Compress::default())]
async fn no_string() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[route("/a", method = "")]
async fn empty_method() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[route("/a", method = "GET POST")]
async fn two_in_one() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[post("/a", gaurd = "is_admin", warp = "log()", method = "GET")]
async fn three_mistakes() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[actix_web::routes]
#[get("/a")]
#[route("/b", method = "GET")]
async fn route_among_routes() -> &'static str {
    ""
}

fn main() {
    let _ = App::new().with_cors().service(routes![empty, equals, no_comma, no_value, no_value_yet, no_guard, no_middleware, no_string]);
    let _ = App::new().with_cors().service(routes![empty_method, two_in_one, three_mistakes, route_among_routes]);
}
