//! Handlers without options, where there is no default policy, or none that suits them.

use cors_axum::{CorsRouter, cors, routes, with_policy};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

struct NoPolicy;

#[cors]
async fn by_default() {}

async fn plain() {}

/// Hides the companion of a handler, whose policy would be lost.
mod users {
    #[cors_axum::cors(same_origin, companion = ListCompanion)]
    pub async fn list() {}

    #[allow(non_camel_case_types)]
    pub struct list {}
}

fn no_default() -> CorsRouter {
    CorsRouter::new().route("/1", routes![get(by_default)]).route("/2", routes![get(plain)])
}

fn main() {
    let _ = no_default();
    let _: CorsRouter<(), _> = CorsRouter::with_default(Frontend)
        .route("/3", routes![get(users::list)])
        // A nested router has its own default, or none.
        .nest("/4", CorsRouter::new().route("/", routes![get(plain)]));
    let _: CorsRouter<(), _> = CorsRouter::with_default(NoPolicy).route("/7", routes![get(plain)]);
    // The default is known only where the routes are mounted.
    let routes = routes![get(plain)];
    let _: CorsRouter = CorsRouter::new().route("/8", routes);
    let _: CorsRouter = CorsRouter::with_default(Frontend).route("/9", with_policy(Frontend).get(plain));
}
