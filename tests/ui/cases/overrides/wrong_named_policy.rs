use axum::Json;
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com/"])]
struct Frontend;

// The policy is wrong; these are not.
#[cors(policy = Frontend, credentials, max_age = "2h")]
async fn list() {}

#[cors(policy = Frontend)]
async fn create(_: Json<u8>) {}

#[cors(policy = Frontend, dev_origins = ["http://localhost:5173"])]
struct Developing;

#[cors(policy = Developing)]
async fn show(_: Json<u8>) {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list), post(create), put(show)]);
}
