//! Replacements in a text.

use std::ops::Range;

use anyhow::{Result, bail};

/// Parts of a text, each with its replacement.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Replaces a part of the text. An empty part is a place to insert at.
    pub(crate) fn replace(&mut self, range: Range<usize>, by: impl Into<String>) {
        self.0.push((range, by.into()));
    }

    /// The text with all replacements.
    pub(crate) fn apply(mut self, text: &str) -> Result<String> {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut edited = String::with_capacity(text.len());
        let mut done = 0;
        for (range, by) in self.0 {
            let Some(before) = text.get(done..range.start) else {
                bail!("two replacements of the same text: {by:?}");
            };
            edited.push_str(before);
            edited.push_str(&by);
            done = range.end;
        }
        edited.push_str(text.get(done..).unwrap_or_default());
        Ok(edited)
    }
}
