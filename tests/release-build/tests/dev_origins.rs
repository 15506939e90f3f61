//! Development origins are absent from a release build: not only unused, but not in the binary. The port is one that no other text has.

use std::{fs, process::Command};

const BINARY: &str = env!("CARGO_BIN_EXE_cors-tests-release-build");

fn answer(origin: &str) -> String {
    answer_at("/users", origin)
}

fn answer_at(path: &str, origin: &str) -> String {
    let output = Command::new(BINARY).args([origin, path]).output().expect("the binary runs");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

fn contains(text: &str) -> bool {
    let binary = fs::read(BINARY).expect("the binary can be read");
    binary.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_development_origin_is_not_allowed() {
    assert_eq!(answer("https://app.example.com"), r#"Some("https://app.example.com")"#);
    assert_eq!(answer("http://localhost:51739"), "None");
    assert_eq!(answer_at("/own", "http://localhost:51739"), "None");
}

#[test]
fn a_development_origin_is_not_in_the_binary() {
    assert!(contains("https://app.example.com"), "the search finds what is there");
    assert!(!contains("localhost:51739"));
}
