#[macro_use]
mod app;
mod app_actix;
mod app_axum;

mod enforcement;
mod exchange;
mod origins;
mod paths;
mod preflights;
mod reflection;
mod vary;
