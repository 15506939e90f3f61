//! `cors-audit diff`.

use std::io::Write;

use super::inventory_diff::InventoryDiff;
use crate::{
    command::cli::{DiffArgs, FailOn},
    inventory::read_inventory,
};

/// Compares two inventories. Returns whether there is a change of the kind on which the command should fail.
pub(crate) fn diff(args: &DiffArgs, out: &mut dyn Write) -> Result<bool, String> {
    let diff = InventoryDiff::between(&read_inventory(&args.old)?, &read_inventory(&args.new)?);
    write!(out, "{diff}").map_err(|error| format!("the difference cannot be written: {error}"))?;
    Ok(match args.fail_on {
        None => false,
        Some(FailOn::Widened) => diff.is_widened(),
        Some(FailOn::Any) => !diff.is_empty(),
    })
}
