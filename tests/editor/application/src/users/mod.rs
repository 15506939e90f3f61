//! Users.

pub(crate) mod admin;

use for_axum::cors;

use crate::Frontend;

pub(crate) use admin::remove as delete_user;

/// Lists the users.
#[cors(policy = Frontend, crate = for_axum)]
pub(crate) async fn list() -> &'static str {
    "users"
}

/// Creates a user.
#[cors(policy = crate::policies::Frontend, allow_headers = ["content-type"], crate = for_axum)]
pub(crate) async fn create() -> &'static str {
    "created"
}

/// The type of a user.
#[cors(origins = "*", methods = [GET, QUERY], crate = for_axum)]
pub(crate) async fn r#type() -> &'static str {
    "type"
}

/// Finds users.
#[cors(policy = crate::Partners, companion = Searching, crate = for_axum)]
pub(crate) async fn search() -> &'static str {
    "found"
}
