use axum::Json;
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*", credentials, allow_headers = ["content-type"])]
async fn list_users() -> &'static str { "Ada, Alan" }

#[cors(origins = ["https://app.example.com"], credentials)]
async fn create_user(Json(name): Json<String>) -> String { format!("Welcome, {name}.") }

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/users", routes![get(list_users), post(create_user)]);
}
