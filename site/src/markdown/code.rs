//! Rust code as rustdoc shows it: hidden lines are left out, and examples that do not compile say so.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::{edits::Edits, parser::events};

/// The mark above an example that does not compile.
const DOES_NOT_COMPILE: &str = "<p class=\"compile-fail\">This example does not compile</p>\n\n";

/// Adds the replacements in the Rust code of a text.
pub(super) fn rewrite(text: &str, edits: &mut Edits) {
    for (event, range) in events(text) {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else { continue };
        let mut words = info.split([',', ' ']);
        if words.next() != Some("rust") {
            continue;
        }
        if words.any(|word| word == "compile_fail") {
            // In an item of a list, the block is as far from the margin as before.
            let before = text.get(..range.start).unwrap_or_default();
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
            edits.replace(range.start..range.start, format!("{DOES_NOT_COMPILE}{}", " ".repeat(column)));
        }
        let mut start = range.start;
        let block = text.get(range).unwrap_or_default();
        for line in block.split_inclusive('\n') {
            let end = start + line.len();
            if is_hidden(line) {
                edits.replace(start..end, "");
            }
            start = end;
        }
    }
}

/// A line that rustdoc compiles and does not show.
fn is_hidden(line: &str) -> bool {
    let line = line.trim();
    line == "#" || line.starts_with("# ")
}
