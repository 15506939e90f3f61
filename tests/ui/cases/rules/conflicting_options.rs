use cors_axum::{CorsRouter, cors, routes};

#[cors(same_origin, origins = ["https://app.example.com"])]
async fn same_origin_and_origins() {}

#[cors(same_origin, credentials, max_age = "2h")]
async fn same_origin_and_others() {}

#[cors(same_origin, dev_origins = ["http://localhost:5173"], credentials, origins = ["https://app.example.com"])]
async fn same_origin_and_both() {}

#[cors(same_origin, dev_origins = ["http://localhost:5173"], methods = [GET])]
async fn same_origin_and_methods() {}

#[cors(origins = "*", dev_origins = ["http://localhost:5173"])]
async fn everybody_and_more() {}

#[cors(origins = "*", methods = [GET])]
async fn narrowed() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(narrowed)]);
}
