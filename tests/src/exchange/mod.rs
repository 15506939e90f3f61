//! Requests to an application, the answers, and the tables of both that tests are written as.
//!
//! `from("GET /users", APP)` and `preflight("PUT /users", APP)` make requests; `check` sends every row of a table and compares.

mod answer;
mod expected;
mod request;
mod table;

pub use self::{
    answer::{Answer, CorsLines, cors_lines, lines},
    expected::{
        Expected, VARY, VARY_PUBLIC, bare, denied, frontend, frontend_readable, granted, judged, other_methods,
        read_anonymously, readable, refusal, unreadable,
    },
    request::{ClientRequest, from, preflight, request},
    table::{Row, check},
};

/// An origin that most policies allow.
pub const APP: &str = "https://app.example.com";
/// An origin that policies for administrators allow.
pub const ADMIN: &str = "https://admin.example.com";
/// An origin that a pattern for sub-domains allows.
pub const PARTNER: &str = "https://shop.partner.example";
/// An origin that no policy allows, except for `*`.
pub const EVIL: &str = "https://evil.test";
/// The origin of the application itself.
pub const OWN: &str = "https://api.example.com";
