//! The inventory: which policy is enforced where, as a list for people and programs.
//!
//! Both frameworks serve the same application and the same overrides; `app` has what they share. Apart from the
//! modules of the handlers, the inventories are equal.

#[macro_use]
mod app;
mod actix_only;
mod axum_only;
mod document;
mod location;
mod on_actix;
mod on_axum;
mod overrides;
mod rows;
mod schema;
mod shape;
mod text;
mod truth;
