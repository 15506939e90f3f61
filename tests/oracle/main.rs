//! Oracles: random policies and random requests, most of them near misses, against finished applications of both frameworks,
//! judged by what does not share a line with the code that decides.
//!
//! `meaning` says in plain words what a policy means, the browser is `cors_browser`, and `judge` has what must hold of
//! any server. `mutants` plants mistakes that servers are known for in front of a right application, and expects the judges to
//! find them: a judge that sees nothing is worth nothing. What the random applications have found is kept in `regressions`.
//!
//! `never` says what must never happen, however many requests a page has made before. The random applications are asked in one
//! browser, and `small_world` tries every small application, with every sequence of requests.
//!
//! The environment variable `CORS_ORACLE_CASES` says how many random applications each property is tried with. Without it there
//! are 100, with up to 60 requests each, so that this takes seconds: `CORS_ORACLE_CASES=5000 cargo test --release --test oracle`.

mod ask;
mod corpus;
mod explained;
// The conformance cases fetch in the same way.
#[path = "../conformance/fetch.rs"]
mod fetch;
mod judge;
mod meaning;
mod mutants;
mod near;
mod never;
mod on_actix;
mod on_axum;
mod properties;
mod random;
mod regressions;
mod small_world;
mod world;
