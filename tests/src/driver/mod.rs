//! One way to ask any application: what the wire tests and the conformance cases are judged through.

use http::{Request, Response};

mod actix;
mod axum;
mod client;
#[cfg(test)]
mod tests;

pub use self::{
    actix::{call_actix, serve_actix},
    axum::serve_axum,
    client::{Incoming, Served},
};

/// An application that answers requests.
///
/// Whoever asks sees status, headers and body, and nothing of the framework behind them.
#[expect(async_fn_in_trait, reason = "nobody moves these futures to another thread, and actix-web's could not be")]
pub trait Driver {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>>;
}
