use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com")]
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
