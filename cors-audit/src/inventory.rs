//! Reading inventories.

use std::{
    fs,
    io::{Read, stdin},
    path::Path,
};

use cors_core::Inventory;

/// Reads an inventory from a file; `-` is the standard input.
pub(crate) fn read_inventory(file: &Path) -> Result<Inventory, String> {
    let in_file = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(file)
    };
    let text = text.map_err(|error| in_file(&error))?;
    serde_json::from_str(&text).map_err(|error| {
        in_file(&format_args!(
            "not an inventory: {error}. A program writes one with `CORS_INVENTORY={}`",
            file.display()
        ))
    })
}
