//! The pages, and their order.

mod contents;
mod document;
mod messages;

pub(crate) use contents::{Part, contents};
pub(crate) use document::{Document, address, files, read};
pub(crate) use messages::{TROUBLESHOOTING, messages, with_links_to_messages};
