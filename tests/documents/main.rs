//! The guide keeps its word: what it shows on the wire is what is on the wire, its links lead somewhere, and what it says of
//! applications that move over is so.

mod documents;
mod examples;
mod in_rustdoc;
mod links;
mod mixed;
mod mixed_actix;
mod mixed_axum;
mod peers;
mod wire;
