//! What is enforced where, as a list that people and programs read.
//!
//! Both frameworks serve the same application and the same overrides; `app` has what they share. The inventories are equal, but
//! for the modules that the handlers are in.

#[macro_use]
mod app;
mod actix_only;
mod axum_only;
mod document;
mod on_actix;
mod on_axum;
mod overrides;
mod rows;
mod shape;
mod text;
mod truth;
