//! An inventory as JSON, and the way out of a program.

use std::{
    env,
    ffi::OsStr,
    fs,
    io::{self, Write},
    path::Path,
    process,
    sync::{Mutex, PoisonError},
};

use super::Inventory;

/// The environment variable that names the file. `-` is the standard output.
const VARIABLE: &str = "CORS_INVENTORY";

/// Held for the rest of the process by the thread that exports: actix-web builds an application in each worker.
static EXPORT: Mutex<()> = Mutex::new(());

impl Inventory {
    /// The inventory as JSON, indented. The schema is `docs/inventory.schema.json` in the repository.
    ///
    /// ```
    /// use cors_core::Inventory;
    ///
    /// let inventory = Inventory::default();
    /// assert_eq!(inventory.to_json(), "{\n  \"version\": 1,\n  \"routes\": []\n}");
    /// assert_eq!(serde_json::from_str::<Inventory>(&inventory.to_json())?, inventory);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    #[expect(clippy::expect_used, reason = "the fields are text, numbers and lists, and memory can be written to")]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("an inventory can be serialised")
    }
}

/// Writes the inventory to the file that the environment variable names, and ends the process. Does nothing if the variable is not set,
/// or empty. For the debug builds of adapters.
pub fn export_inventory(inventory: impl FnOnce() -> Inventory) {
    if let Some(file) = env::var_os(VARIABLE).filter(|file| !file.is_empty()) {
        let _lock = EXPORT.lock().unwrap_or_else(PoisonError::into_inner);
        process::exit(export(&inventory(), &file));
    }
}

/// Returns the exit code.
fn export(inventory: &Inventory, file: &OsStr) -> i32 {
    let to = if file == "-" { "the standard output".into() } else { Path::new(file).to_string_lossy() };
    match write(inventory, file) {
        Ok(()) => {
            eprintln!("{VARIABLE}: the inventory is written to {to}, and the program ends");
            0
        }
        Err(error) => {
            eprintln!("{VARIABLE}: the inventory cannot be written to {to}: {error}");
            1
        }
    }
}

fn write(inventory: &Inventory, file: &OsStr) -> io::Result<()> {
    let json = inventory.to_json() + "\n";
    if file != "-" {
        return fs::write(file, json);
    }
    let mut output = io::stdout().lock();
    output.write_all(json.as_bytes())?;
    output.flush()
}
