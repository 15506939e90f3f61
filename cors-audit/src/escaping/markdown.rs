//! External text in Markdown.

use super::printable::Printable;

/// A code span, in which no text is markup, a link or the mention of a user.
pub(crate) fn code(text: &str) -> String {
    let text = Printable(text).to_string();
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    // A code span ends at as many backquotes as it begins with (CommonMark 0.31, section 6.1).
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let needs_space = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let space = if needs_space { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A code span in the cell of a table, where `|` ends the cell (GitHub Flavored Markdown, section 4.10).
pub(crate) fn code_in_cell(text: &str) -> String {
    // A backslash in front of `|` would escape that of this function.
    code(&text.replace("\\|", "\\ |")).replace('|', "\\|")
}
