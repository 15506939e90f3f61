//! The fuzz targets without a fuzzer: every file of the corpora, and some thousand seeded inputs for each target.
//!
//! `CORS_FUZZ_SECONDS=60 cargo test --release -p cors-tests --test fuzz_corpus` goes on for a minute with each target.
//! `scripts/fuzz` has a fuzzer do it, where a nightly compiler is installed.

mod inputs;
#[path = "../../fuzz/src/targets/mod.rs"]
mod targets;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use self::{inputs::Inputs, targets::Target};

const SEEDED: u64 = 3_000;

/// Says what was run when it panicked.
struct Running<'a> {
    target: &'a str,
    what: String,
    data: &'a [u8],
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("target {}, {}: b\"{}\"", self.target, self.what, self.data.escape_ascii());
        }
    }
}

fn run(target: &Target, what: String, data: &[u8]) -> bool {
    let _running = Running { target: target.name, what, data };
    targets::run(target.name, data)
}

fn corpus(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target.name);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), fs::read(file).expect("its bytes"))).collect()
}

fn replay(target: &Target) {
    let corpus = corpus(target);
    assert!(corpus.len() >= 10, "{}: only {} files", target.name, corpus.len());
    let mut reached = 0;
    for (file, data) in &corpus {
        reached += usize::from(run(target, file.display().to_string(), data));
    }
    // A target that turns everything down tests nothing, and neither does one that sees nothing wrong.
    assert!(reached >= 5 && reached < corpus.len(), "{}: {reached} of {}", target.name, corpus.len());

    let seeds: Vec<&[u8]> = corpus.iter().map(|(_, data)| data.as_slice()).collect();
    let more = env::var("CORS_FUZZ_SECONDS").ok().map(|seconds| seconds.parse().expect("seconds"));
    let end = Instant::now() + Duration::from_secs(more.unwrap_or(0));
    let (mut number, mut reached) = (0, 0_u64);
    while number < SEEDED || Instant::now() < end {
        let data = Inputs::new(number).next(&seeds, target.words);
        reached += u64::from(run(target, format!("seed {number}"), &data));
        number += 1;
    }
    println!("{}: {reached} of {number} inputs led to what it is about", target.name);
    assert!(reached * 50 > number, "{}: only {reached} of {number}", target.name);
}

#[test]
fn attribute() {
    replay(&targets::TARGETS[0]);
}

#[test]
fn origin() {
    replay(&targets::TARGETS[1]);
}

#[test]
fn origin_set() {
    replay(&targets::TARGETS[2]);
}

#[test]
fn request() {
    replay(&targets::TARGETS[3]);
}
