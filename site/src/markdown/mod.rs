//! Markdown, from a document of the repository to a page of the site.

mod code;
mod edits;
mod links;
mod parser;
mod table;

pub(crate) use links::{Site, resolved};
pub(crate) use parser::{definitions, events, heading};
pub(crate) use table::{rows, with_first_cells};

use anyhow::Result;

/// The text of a page: links lead to pages, and code is shown as rustdoc shows it. `document` is the path of the document that the links
/// of the text are relative to.
pub(crate) fn page(text: &str, document: &str, page: &str, site: &Site) -> Result<String> {
    let mut edits = edits::Edits::default();
    links::rewrite(text, document, page, site, &mut edits)?;
    code::rewrite(text, &mut edits);
    edits.apply(text)
}
