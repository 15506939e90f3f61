//! What is logged: one event for each decision, and lines that a request's text cannot forge.

#[path = "../origin_sources/app/mod.rs"]
#[allow(dead_code, reason = "these tests send fewer requests to the application than `origin_sources`")]
mod app;
mod decisions;
mod lines;
mod recorder;
