//! An adapter that is known by another name.

mod framework {
    pub mod web {
        pub use cors_axum::*;
    }
}

use framework::web::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"], credentials, crate = crate::framework::web)]
struct Frontend;

#[cors(policy = Frontend, max_age = "2h", crate = framework::web)]
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list)]);
}
