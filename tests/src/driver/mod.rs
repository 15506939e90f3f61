//! One way to send a request to any application, whichever framework serves it.

use http::{Request, Response};

use crate::frameworks::Framework;

mod actix;
mod axum;
mod client;
#[cfg(test)]
mod tests;

pub use self::{
    actix::{LeftAsError, actix_request, call_actix, serve_actix},
    axum::serve_axum,
    client::{Incoming, Served},
};

/// An application that answers requests.
///
/// A test sees status, headers and body, and nothing of the framework behind them.
#[expect(async_fn_in_trait, reason = "tests await these futures in one thread; those of actix-web are not `Send`")]
pub trait Driver {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>>;

    /// The framework that serves it.
    fn framework(&self) -> Framework;
}
