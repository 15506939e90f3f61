//! What browsers make of a policy: a model of the [Fetch standard](https://fetch.spec.whatwg.org), as far as CORS is concerned.
//!
//! [`Policy::explain`](crate::Policy::explain) and [`PathPolicies::explain`](crate::PathPolicies::explain) ask it about our own
//! policies, [`fetch`](fetch()) about any server. It is written from the standard and shares nothing with the decisions of this
//! library, so that each can be tested with the other.

mod answers;
mod bytes;
mod cors_check;
mod explanation;
mod exposed;
mod fetch;
mod forbidden;
mod header_list;
mod message;
mod methods;
mod mime;
mod outcome;
mod page_request;
mod preflight;
mod range;
mod safelist;
mod script;
mod section;
mod words;

pub use self::{
    explanation::{Explanation, Step},
    exposed::ExposedHeaders,
    fetch::fetch,
    message::{Exchange, SentRequest, SentResponse},
    outcome::{Blocked, Failure, Outcome, Stage},
    page_request::{CredentialsMode, PageRequest, RequestMode},
    section::Section,
};
