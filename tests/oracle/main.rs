//! Random policies and random requests, most of them near misses, against finished applications of both frameworks, judged by code
//! that shares no line with the decisions.
//!
//! `meaning` is a policy in the plainest code, `refusal` and `hosts` are the requests that it refuses, the browser is `cors_browser`, and `judge` has the rules that hold for any server.
//! `mutants` plants known mistakes of servers in front of a right application, and expects the judges to find them. `regressions`
//! keeps the applications that failed.
//!
//! `table` sends every request of a small grid to every policy with `enforce` or `hosts`, on both frameworks.
//!
//! `never` lists what must never happen, after any sequence of requests of a page. The random applications are requested in one
//! browser; `small_world` tries every small application with every sequence of two requests.
//!
//! The environment variable `CORS_ORACLE_CASES` says how many random applications each property is tried with. Without it there
//! are 100, with up to 60 requests each, so that this takes seconds: `CORS_ORACLE_CASES=5000 cargo test --release --test oracle`.

mod ask;
mod corpus;
mod explained;
// The conformance cases fetch in the same way.
#[path = "../conformance/fetch.rs"]
mod fetch;
mod hosts;
mod judge;
mod meaning;
mod mutants;
mod near;
mod never;
mod on_actix;
mod on_axum;
mod properties;
mod random;
mod received;
mod refusal;
mod regressions;
mod small_world;
mod table;
mod world;
