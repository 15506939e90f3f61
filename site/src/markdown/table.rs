//! Tables, cell by cell.

use std::ops::Range;

use anyhow::Result;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{edits::Edits, parser::events};

/// The cells of a row, each with its place in the text.
pub(crate) type Row = Vec<Range<usize>>;

/// The rows of the first table whose header has these cells.
pub(crate) fn rows(text: &str, header: &[&str]) -> Vec<Row> {
    let (mut rows, mut row) = (Vec::new(), Row::new());
    let mut is_inside = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => row.clear(),
            Event::Start(Tag::TableCell) => row.push(trimmed(text, range)),
            Event::End(TagEnd::TableHead) => {
                let cells = row.iter().filter_map(|cell| text.get(cell.clone()));
                is_inside = cells.eq(header.iter().copied());
            }
            Event::End(TagEnd::TableRow) if is_inside => rows.push(row.clone()),
            Event::End(TagEnd::Table) if is_inside => break,
            _ => {}
        }
    }
    rows
}

/// The text, with the first cell of each of these rows replaced.
pub(crate) fn with_first_cells(text: &str, header: &[&str], replacement: impl Fn(&str) -> String) -> Result<String> {
    let mut edits = Edits::default();
    for cell in rows(text, header).into_iter().filter_map(|row| row.into_iter().next()) {
        let by = replacement(text.get(cell.clone()).unwrap_or_default());
        edits.replace(cell, by);
    }
    edits.apply(text)
}

/// A range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let cell = text.get(range.clone()).unwrap_or_default();
    let start = range.start + cell.len() - cell.trim_start().len();
    start..start + cell.trim().len()
}
