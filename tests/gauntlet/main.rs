#[macro_use]
mod app;
mod app_actix;
mod app_axum;
mod configuration;
mod enforcement;
mod exchange;
mod headers;
mod log;
mod order;
mod origins;
mod paths;
mod preflights;
mod reflection;
mod vary;
