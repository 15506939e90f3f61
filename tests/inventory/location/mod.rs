//! The place of a handler in the source.
//!
//! Each line of a test file that is to be found has a comment `//= NAME`; each handler is mounted at `/NAME`.

mod on_actix;
mod on_axum;

use std::collections::BTreeMap;

use cors_core::{HandlerLocation, Inventory, RowKind};

use crate::schema::check;

/// The lines of a file with their names.
fn marked(source: &str) -> BTreeMap<String, usize> {
    let lines = source.lines().zip(1..);
    lines.filter_map(|(text, line)| Some((text.split_once("//= ")?.1.to_owned(), line))).collect()
}

/// The lines of the rows, each by the last segment of its pattern, and each in that file.
fn listed(inventory: &Inventory, file: &str) -> BTreeMap<String, usize> {
    check(inventory);
    let mut lines = BTreeMap::new();
    for row in inventory.rows() {
        let Some(HandlerLocation { file: found, line, .. }) = &row.location else { continue };
        assert_eq!(found, file, "{row:?}");
        let name =
            if row.kind == RowKind::Fallback { "fallback" } else { row.pattern.rsplit('/').next().unwrap_or_default() };
        let line = *line as usize;
        // The methods of one handler.
        assert_eq!(*lines.entry(name.to_owned()).or_insert(line), line, "{row:?}");
    }
    lines
}

/// The patterns of the rows without a place.
fn unknown(inventory: &Inventory) -> Vec<&str> {
    inventory.rows().iter().filter(|row| row.location.is_none()).map(|row| row.pattern.as_str()).collect()
}
