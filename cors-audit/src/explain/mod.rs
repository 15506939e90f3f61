//! The explanation of a request, without a server.

pub(crate) mod command;
mod request;
