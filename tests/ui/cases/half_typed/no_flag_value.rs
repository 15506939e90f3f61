use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*", credentials = )]
async fn list() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
