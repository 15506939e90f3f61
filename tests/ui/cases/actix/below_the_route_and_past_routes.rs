//! The same, mounted past us: rustc's lint says that the policy is never used.
#![deny(dead_code)]

use actix_web::{App, get};
use cors_actix::cors;

#[get("/users")]
#[cors(origins = "*")]
async fn list() -> &'static str {
    "list"
}

fn main() {
    let _ = App::new().service(list);
}
