//! Reports, with the adapter of a framework.

use crate::{
    framework::web::{CorsRouter, cors, routes},
    policies::TENANTS,
};

answering!(crate::Partners: monthly);

/// A report of a year.
#[cors(origins = TENANTS, crate = crate::framework::web)]
async fn yearly() -> &'static str {
    "year"
}

/// It has the policy of its group.
async fn draft() -> &'static str {
    "draft"
}

pub(crate) fn router() -> CorsRouter {
    #[cors(origins = "*", crate = crate::framework::web)]
    async fn health() -> &'static str {
        "healthy"
    }

    CorsRouter::new()
        .route("/reports", routes![get(yearly), post(monthly)])
        .route("/draft", routes![policy = crate::Frontend; get(draft)])
        .route(
            "/health",
            routes![
                #[cfg(all())]
                get(health)
            ],
        )
}
