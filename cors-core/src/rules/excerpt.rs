//! The part of a text that a message shows: however long the text is, a person can read it.

use std::{borrow::Cow, fmt, ops::Range};

/// The most characters of a text that are shown.
const WIDTH: usize = 160;
/// The most of them that stand in front of what is marked.
const BEFORE: usize = 80;

/// A line of the text, and under it carets below `bytes`.
pub(super) struct Excerpt {
    line: String,
    before: usize,
    marked: usize,
}

impl Excerpt {
    pub(super) fn new(text: &str, bytes: &Range<usize>) -> Self {
        let start = text.get(..bytes.start).unwrap_or_default().chars().count();
        let marked = text.get(bytes.clone()).unwrap_or_default().chars().count().max(1);
        let length = text.chars().count();
        let skipped = if length > WIDTH { start.saturating_sub(BEFORE) } else { 0 };
        let (front, end) = (if skipped > 0 { "…" } else { "" }, if length - skipped > WIDTH { "…" } else { "" });
        // A control character would break the line that it is shown in.
        let shown = text.chars().skip(skipped).take(WIDTH).map(|c| if c.is_control() { ' ' } else { c });
        let line = front.chars().chain(shown).chain(end.chars()).collect();
        let before = start - skipped + front.chars().count();
        Excerpt { line, before, marked: marked.min(WIDTH - (start - skipped).min(WIDTH - 1)) }
    }

    /// The two lines, indented; `caret` stands behind the carets.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, caret: &str) -> fmt::Result {
        let Excerpt { line, before, marked } = self;
        write!(f, "    {line}\n    {:before$}{:^<marked$} {caret}", "", "")
    }
}

/// The text, or its beginning.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
#[path = "../../tests/unit/excerpt.rs"]
mod tests;
