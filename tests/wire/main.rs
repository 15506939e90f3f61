//! HTTP in, HTTP out: what every request is answered, through a finished router.
//!
//! Each row of a table is: given a policy, when this request, then these headers, and no others. `app` has the application,
//! `exchange` the words that rows are written in.

mod app;
mod exchange;
mod hostile;
mod layers;
mod mounting;
mod responses;
mod rows;
mod socket;
