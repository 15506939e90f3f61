//! 61 vulnerabilities and traps of other CORS libraries, tried here.
//!
//! Each is a test of its own, for axum and for actix-web, named by its number and its first identifier: it sends requests and
//! compares responses. Where the mistake does not compile, the table names a file of `tests/ui/cases`. `list` checks that the table
//! is complete.
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
