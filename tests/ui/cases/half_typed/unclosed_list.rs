use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = [
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
