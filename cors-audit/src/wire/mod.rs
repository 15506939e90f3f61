//! Requests and answers on the wire.

pub(crate) mod answer;
pub(crate) mod client;
pub(crate) mod hop;
pub(crate) mod pace;
pub(crate) mod runtime;
pub(crate) mod shown;
pub(crate) mod target;
pub(crate) mod urls;
