//! HTTP in, HTTP out: what every request is answered, through a finished application.
//!
//! Each row of a table is: given a policy, when this request, then these headers, and no others. There is one table for all
//! frameworks: `app` has what their applications share, `app_axum` and `app_actix` the applications, `exchange` the words that rows
//! are written in, and `differences` the few rows that cannot be the same. `agreement` asks for what no row has thought of.

#[macro_use]
mod app;
mod actual;
mod agreement;
mod app_actix;
mod app_axum;
mod axum_only;
mod differences;
mod exchange;
mod hostile;
mod preflights;
mod responses;
mod routing;
mod socket;
