//! Beside the crates that stand next to it in real applications: each does its work, and pages can read what their policies say.
//! `docs/ecosystem.md` is the list.

mod ask;
#[path = "../proxies/deployed.rs"]
mod deployed;
mod documentation_actix;
mod documentation_axum;
mod files_actix;
mod files_axum;
mod grpc_web;
mod identity_actix;
mod layers;
mod typed;
