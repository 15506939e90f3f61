use cors_axum::{CorsRouter, cors, routes};

#[cors(policy = policies::)]
async fn list() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
