//! Rust code is shown as rustdoc shows it.

use crate::{PAGES, document, files, page, repository};

/// The lines of the Rust code of a document, and the number of those that rustdoc hides.
fn shown(markdown: &str) -> (Vec<String>, usize) {
    let (mut lines, mut hidden, mut is_rust) = (Vec::new(), 0, false);
    for line in markdown.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            is_rust = trimmed.starts_with("```rust");
        } else if is_rust && (trimmed == "#" || trimmed.starts_with("# ")) {
            hidden += 1;
        } else if is_rust && !trimmed.is_empty() {
            lines.push(trimmed.to_owned());
        }
    }
    (lines, hidden)
}

#[test]
fn hidden_lines_are_hidden_and_all_others_are_shown() {
    let (mut all_lines, mut all_hidden) = (0, 0);
    for path in files(&repository().join("docs")) {
        let Some(name) = path.strip_suffix(".md").filter(|name| *name != "guide/in-rustdoc") else { continue };
        let (expected, hidden) = shown(&document(&format!("docs/{path}")));
        let code = page(&format!("{}.html", name.replace("README", "index"))).rust.join("\n");
        let lines: Vec<&str> = code.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, expected, "{path}");
        all_lines += lines.len();
        all_hidden += hidden;
    }
    assert!(all_lines > 1000 && all_hidden > 10, "{all_lines} lines, {all_hidden} of them hidden");
}

/// Neither a button that sends code to another host, nor lines that mdBook would add.
#[test]
fn code_is_not_for_a_playground() {
    for (path, page) in PAGES.iter() {
        let classes = &page.classes;
        assert!(!classes.contains("playground") && !classes.contains("boring"), "{path}");
    }
}
