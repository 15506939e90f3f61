//! What is no handler to actix.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

struct Answer;

#[cors(origins = "*")]
#[get("/answer")]
async fn answer() -> Answer {
    Answer
}

fn main() {
    let _ = App::new().with_cors().service(routes![answer]);
}
