//! What went wrong elsewhere, asked here: 61 vulnerabilities and traps of other libraries for CORS.
//!
//! Each is a test of its own, for axum and for actix-web, named by its number and its first identifier; HTTP goes in, and HTTP comes
//! out. Where it cannot be written, the program that does not compile is named: a file of `tests/ui/cases`. None of them is
//! inapplicable. `list` looks whether this table is complete.
#![doc = include_str!("list.md")]

#[macro_use]
mod app;
mod beside;
mod configuration;
mod enforcement;
mod headers;
mod list;
mod log;
mod order;
mod origins;
mod paths;
mod preflights;
mod reflection;
mod vary;
