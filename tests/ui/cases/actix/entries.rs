//! Entries that `routes!` cannot read.

use actix_web::get;
use cors_actix::{cors, routes};

#[cors(origins = "*")]
async fn list() -> &'static str {
    ""
}

fn main() {
    let _ = routes![];
    let _ = routes![|| async { "closure" }];
    let _ = routes![fetch(list)];
    let _ = routes![get(list).layer(7)];
    let _ = routes![get(list), get(list)];
}
