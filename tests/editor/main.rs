//! What an editor shows: a real rust-analyzer is asked about two packages.

mod question;
mod server;
mod small;

use std::path::PathBuf;

use server::Server;

#[test]
fn explore() {
    let Some(program) = std::env::var_os("CORS_RUST_ANALYZER") else { return };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let workspace = root.parent().unwrap();
    let target = workspace.join("target");
    let mut server = Server::start(
        PathBuf::from(program).as_path(),
        &workspace.join("Cargo.toml"),
        &target,
        Some(std::path::Path::new("/usr/src/rustc-1.96.0/library")),
    );
    let complaints: Vec<String> = small::QUESTIONS
        .iter()
        .filter_map(|question| question.complaint(&mut server, &root.join("editor/small/src")))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}
