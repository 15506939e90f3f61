//! Attributes in front of entries.

use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![#[allow(deprecated)] get(list)])
        .route("/2", routes![#[cfg_attr(test, cfg(test))] get(list)])
        .route("/3", routes![
            /// Lists.
            get(list)
        ])
        .route("/4", routes![#[cfg] get(list), #cfg(test) put(list)])
        .route("/5", routes![get(list), #[cfg(all())]])
        .route("/6", routes![#[cfg(all())] get(lsit), #[cfg(any())] post(lsit)])
        .route("/7", routes![#[cfg(feature)] get(list)])
        .route("/8", routes![get(list), get(list), #[cfg(all())] get(list)]);
}
