//! Users, for administrators.

use crate::prelude::*;

/// Removes a user.
#[cors(policy = Frontend, max_age = "30s", crate = for_axum)]
pub(crate) async fn remove() -> &'static str {
    "removed"
}

/// Who may see whom.
#[cors(origins = crate::policies::TENANTS, allow_headers = ["x-role"], crate = for_axum)]
pub(crate) async fn roles() -> &'static str {
    "roles"
}

/// Routes of this module.
pub(crate) fn router() -> CorsRouter {
    CorsRouter::new().route("/roles", routes![get(roles)]).route("/all", routes![get(super::list)])
}
