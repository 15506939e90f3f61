//! The documents are true: exchanges on the wire are as shown, links lead somewhere, and the advice for applications that move over
//! works.

mod addresses;
mod audit;
mod chapters;
mod documents;
mod examples;
mod in_rustdoc;
mod links;
mod messages;
mod mixed;
mod mixed_actix;
mod mixed_axum;
mod native_apps;
mod peers;
mod programs;
mod security;
mod versions;
mod wire;
