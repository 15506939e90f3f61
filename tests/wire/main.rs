//! HTTP in, HTTP out: what every request is answered, through a finished application.
//!
//! Each row of a table is: given a policy, when this request, then these headers, and no others. There is one table for all
//! frameworks: `app` has what their applications share, `app_axum` one of them, and `exchange` the words that rows are written in.

#[macro_use]
mod app;
mod app_axum;
mod axum_only;
mod exchange;
mod hostile;
mod responses;
mod rows;
mod socket;
