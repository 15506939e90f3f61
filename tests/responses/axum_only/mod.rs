//! The ways of axum alone: nesting, merging, layers and method routers.
//!
//! Tests of both frameworks belong in the tables beside this folder.

mod bound;
mod fallbacks;
mod hosts;
mod layers;
mod methods;
mod mounting;
mod served;
