//! What CORS costs a request.
//!
//! A [`Workload`] is an application and a request. The same application exists without CORS, behind a layer that does nothing,
//! behind the peer that people use today, behind a layer written by hand for it alone (the floor), and with this project's
//! crates. Each answers the same requests in the same run, and what they cost is compared.

mod apps;
mod policy;
pub mod report;
mod request;
mod workload;

pub use self::{
    apps::{Answer, App, app},
    policy::Kind,
    request::Asked,
    workload::{Framework, Subject, Workload},
};

/// How many requests are counted together: what they cost is divided by it.
pub const REQUESTS: usize = 32;
