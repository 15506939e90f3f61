//! The inventory of a program, as a file.

use std::{fs, io, path::Path};

use cors_core::Inventory;

/// Reads an inventory; `-` stands for the standard input.
pub(crate) fn read(file: &Path) -> Result<Inventory, String> {
    let name = file.display();
    let text = if file == Path::new("-") { io::read_to_string(io::stdin()) } else { fs::read_to_string(file) };
    let text = text.map_err(|error| format!("{name}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{name} is not an inventory: {error}"))
}
