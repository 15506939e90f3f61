//! Crates that are often used together with these: each still works, and pages can read what their policies allow.
//! `docs/ecosystem.md` is the list.

mod ask;
mod csrf;
#[path = "../proxies/deployed.rs"]
mod deployed;
mod documentation_actix;
mod documentation_axum;
mod files_actix;
mod files_axum;
mod grpc_web;
mod identity_actix;
mod layers;
mod mcp;
mod ports;
mod typed;
