//! What is answered over HTTP, by both frameworks and by each of them.
//!
//! Each row of a table is a request and its answer: exactly these headers, and no others. The tables are run with the application of
//! each framework, which is in `app`; `differences` lists the few answers that cannot be the same, and `agreement` compares both
//! applications for every request of a grid. `axum_only` and `actix_only` have what only one framework can do.

#[macro_use]
mod app;
mod actix_only;
mod actual;
mod agreement;
mod axum_only;
mod differences;
mod enforce;
// The conformance cases fetch in the same way.
#[path = "../conformance/fetch.rs"]
mod fetch;
mod hostile;
mod kept_headers;
mod mounted;
mod preflights;
mod routing;
mod socket;
mod verdicts;
