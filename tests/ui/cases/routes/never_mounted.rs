#![deny(dead_code)]

use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn mounted() {}

#[cors(origins = "*")]
async fn forgotten() {}

mod users {
    use cors_axum::cors;

    #[cors(origins = "*")]
    pub async fn forgotten_too() {}
}

fn main() {
    let _ = users::forgotten_too();
    let _ = forgotten();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(mounted)]);
}
