//! The application of axum.

use for_axum::{CorsRouter, routes};

use crate::{
    items, reports,
    users::{self, admin, search},
};

/// All routes.
pub fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/users", routes![get(users::list), post(users::create)])
        .route("/users/{id}", routes![delete(users::delete_user)])
        .route("/types", routes![any(users::r#type)])
        .route("/search", routes![get(search as users::Searching)])
        .merge(mount!("/list": get(crate::users::list), put(admin::remove)))
        .nest("/admin", admin::router())
        .nest("/items", items::router())
        .merge(reports::router())
}
