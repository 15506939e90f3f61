//! The rust-analyzer that answers, where `scripts/editor` has built one.

use std::{
    env,
    io::{self, Write},
    path::PathBuf,
    sync::Once,
};

/// Set to 1 where there must be one: the tests fail without it.
const REQUIRED: &str = "CORS_REQUIRE_EDITOR";

/// The program and the sources of the standard library beside it, or `None` and a loud message.
pub(crate) fn rust_analyzer() -> Option<(PathBuf, PathBuf)> {
    static SAID: Once = Once::new();
    let folder = cache().map(|cache| cache.join("typed-cors/rust-analyzer-0.0.349"));
    let installed = folder.map(|folder| (folder.join("bin/rust-analyzer"), folder.join("library")));
    if let Some((program, library)) = installed.filter(|(program, library)| program.is_file() && library.is_dir()) {
        return Some((program, library));
    }
    assert!(env::var_os(REQUIRED).is_none_or(|value| value != "1"), "{REQUIRED}=1, and there is no rust-analyzer");
    SAID.call_once(|| {
        let line = "=".repeat(80);
        let text = "There is no rust-analyzer of the version that is asked: the tests of editors are SKIPPED.\n\
                    To run them: ./scripts/editor";
        // Not by `eprintln!`, which the test harness captures.
        let _ = writeln!(io::stderr(), "{line}\n{text}\n{line}");
    });
    None
}

/// The folder of `scripts/editor`, outside the target folder: it is built once.
fn cache() -> Option<PathBuf> {
    let given = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    given.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))
}
