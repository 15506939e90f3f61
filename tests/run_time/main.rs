//! What is known only while the program runs: sources of origins, requests that are refused, and what logs print of them.
//!
//! One table for both frameworks, as in `tests/wire`.

#[macro_use]
mod app;
mod app_actix;
mod app_axum;
mod enforce;
mod events;
mod exchange;
mod log;
mod printed;
mod public_suffixes;
mod reload;
mod sources;
mod start_up;
