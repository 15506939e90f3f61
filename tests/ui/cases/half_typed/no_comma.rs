use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com" "https://www.example.com"])]
async fn list() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
