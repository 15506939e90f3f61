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

#[cfg(test)]
mod tests {
    use super::{Site, page};

    /// The page `guide/b.html`, of a document with this text.
    fn rewritten(text: &str, repository: Option<&'static str>) -> String {
        let pages = [("README.md", "index.html"), ("docs/a.md", "a.html"), ("docs/guide/b.md", "guide/b.html")];
        let pages = pages.map(|(path, address)| (path.to_owned(), address.to_owned()));
        let files = [("docs/a.json".to_owned(), "a.json".to_owned())];
        let site = Site { pages: pages.into(), files: files.into(), repository };
        page(text, "docs/guide/b.md", "guide/b.html", &site).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn links_lead_to_pages() {
        let text = "[x](../a.md#y) [x][a] [`x`](../../README.md) [x](#z) `docs/a.json` [x](https://example.com/a.md)\n\n[a]: ../a.md\n";
        let expected = "[x](../a.html#y) [x][a] [`x`](../index.html) [x](#z) [`docs/a.json`](../a.json) [x](https://example.com/a.md)\n\n[a]: ../a.html\n";
        assert_eq!(rewritten(text, None), expected);
    }

    #[test]
    fn links_to_other_files_are_paths_or_lead_to_the_repository() {
        let text = "[the `code`](../../src/lib.rs), [`src/lib.rs`](../../src/lib.rs)";
        assert_eq!(rewritten(text, None), "the `code` (`src/lib.rs`), `src/lib.rs`");
        let address = "https://example.com/r/blob/main/src/lib.rs";
        assert_eq!(
            rewritten(text, Some("https://example.com/r")),
            format!("[the `code`]({address}), [`src/lib.rs`]({address})")
        );
        assert_eq!(rewritten("[x](../../../y)", None), "docs/guide/b.md: ../../../y is not in the repository");
    }

    #[test]
    fn code_is_shown_as_rustdoc_shows_it() {
        let text = "- a\n\n  ```rust,compile_fail\n  # use x;\n  #[cors]\n  #\n  fn y() {}\n  ```\n\n```sh\n# z\n```\n";
        let expected = "- a\n\n  <p class=\"compile-fail\">This example does not compile</p>\n\n  ```rust,compile_fail\n  #[cors]\n  fn y() {}\n  \
                        ```\n\n```sh\n# z\n```\n";
        assert_eq!(rewritten(text, None), expected);
    }
}
