use cors_axum::{CorsRouter, cors, routes};

#[cors("https://app.example.com")]
async fn list() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
