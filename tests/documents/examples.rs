//! What the documents show is compiled: rustdoc does it for every block that says that it is Rust, and for no other.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::documents::documents;

/// What rustdoc compiles. `ignore` is not among it.
const COMPILED: [&str; 3] = ["rust", "rust,no_run", "rust,compile_fail"];

/// What is no Rust.
const OTHERS: [&str; 12] =
    ["console", "haproxy", "html", "http", "js", "json", "nginx", "sh", "text", "toml", "vcl", "yaml"];

#[test]
fn every_example_in_rust_is_compiled() {
    let mut count = 0;
    for document in documents() {
        // The crates' own pages have blocks that say nothing, which are Rust to rustdoc.
        if document.path != "README.md" && !document.path.starts_with("docs/") {
            continue;
        }
        for event in Parser::new_ext(&document.text, Options::ENABLE_TABLES) {
            let Event::Start(Tag::CodeBlock(kind)) = event else { continue };
            let CodeBlockKind::Fenced(language) = kind else {
                panic!("{}: an indented block, which rustdoc takes for Rust", document.path)
            };
            let is_compiled = COMPILED.contains(&&*language);
            count += usize::from(is_compiled);
            let is_allowed = is_compiled || OTHERS.contains(&&*language);
            assert!(is_allowed, "{}: a block `{language}`", document.path);
        }
    }
    assert!(count > 100, "{count} examples");
}
