//! The program, run within the test.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use cors_core::Inventory;

/// The result of a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program.
pub(crate) fn run(arguments: &[&str]) -> Done {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["cors-audit"].iter().chain(arguments).map(Into::into);
    let code = cors_audit::run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Done { code, out: text(out), err: text(err) }
}

/// A file that is removed after the test.
pub(crate) struct TestFile(PathBuf);

impl TestFile {
    pub(crate) fn new(text: &str) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, text).expect("a file");
        TestFile(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A file with an inventory.
pub(crate) fn inventory_file(inventory: &Inventory) -> TestFile {
    TestFile::new(&serde_json::to_string(inventory).expect("JSON"))
}
