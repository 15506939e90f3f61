//! What an editor shows: a real rust-analyzer is asked about two packages, over its protocol.

mod application;
mod installed;
mod names;
mod question;
mod server;
mod small;

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use question::Question;
use server::Server;

/// One for all tests: it takes a minute to load the packages.
static SERVER: Mutex<Option<Server>> = Mutex::new(None);

/// Asks the questions about a package, and panics with what is wrong with the answers.
fn ask(package: &str, questions: &[Question]) {
    let Some((program, library)) = installed::rust_analyzer() else { return };
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    let server = server.get_or_insert_with(|| {
        let root = tests.parent().expect("the tests are in a folder of the repository");
        // What the tests are compiled into: the macros are there already.
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let target = target.parent().expect("the temporary folder is in the target folder");
        Server::start(&program, &library, &root.join("Cargo.toml"), target)
    });
    let sources = tests.join("editor").join(package).join("src");
    let complaints = questions.iter().filter_map(|question| question.complaint(server, &sources));
    let complaints: Vec<String> = complaints.collect();
    assert!(complaints.is_empty(), "{} of {}:\n\n{}", complaints.len(), questions.len(), complaints.join("\n\n"));
}

#[test]
fn a_small_application_of_axum() {
    ask("small", &small::on_axum());
}

#[test]
fn a_small_application_of_actix_web() {
    ask("small", &small::on_actix());
}

#[test]
fn a_larger_application() {
    ask("application", application::QUESTIONS);
}
