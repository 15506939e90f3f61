use axum::Json;
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com/"], credentials, allow_headers = ["content-type"])]
async fn create_user(Json(name): Json<String>) -> String { format!("Welcome, {name}.") }

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/users", routes![post(create_user)]);
}
