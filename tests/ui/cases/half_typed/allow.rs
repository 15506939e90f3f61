use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["http://app.example.com"], credentials, allow(insecure_origin, reason = ))]
async fn list() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
