use cors_axum::{CorsRouter, cors, routes};

struct NotAResponse;

#[cors(origins = "*")]
async fn list() -> NotAResponse {
    NotAResponse
}

#[cors(origins = "*")]
fn not_async() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list), post(not_async)]);
}
