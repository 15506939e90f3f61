//! The panel for development over HTTP, on both frameworks: who may ask for it, where it is, and what it says.
//!
//! `cors-panel` tests its answers; `tests/browser/panel` tests its page in real browsers.

mod access;
mod actix_only;
mod app;
mod axum_only;
mod decisions;
mod documents;
mod mounting;
