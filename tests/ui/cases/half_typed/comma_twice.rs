use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*",, max_age = "2h")]
async fn list() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
