//! An application: handlers of axum and services of actix-web, in modules, through re-exports and renamed adapters. The tests put a cursor
//! into them, and ask rust-analyzer.

#[macro_use]
mod macros;

pub mod app;
mod framework;
mod items;
mod policies;
mod prelude;
mod reports;
pub mod services;
mod users;

pub use policies::{Frontend, Partners};
