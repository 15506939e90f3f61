//! Each target takes bytes, panics if something is wrong, and tells whether the bytes led to what it is about.

mod attribute;
#[path = "../../../cors-core/tests/suite/naive/mod.rs"]
mod naive;
mod origin;
mod origin_set;
mod request;

/// A target by its name, which is also the name of the folder of its corpus.
pub struct Target {
    pub name: &'static str,
    /// The words that its inputs are likely to be made of.
    pub words: &'static [&'static str],
    pub run: fn(&[u8]) -> bool,
}

pub const TARGETS: [Target; 4] = [
    Target { name: "attribute", words: attribute::WORDS, run: attribute::run },
    Target { name: "origin", words: origin::WORDS, run: origin::run },
    Target { name: "origin_set", words: origin::WORDS, run: origin_set::run },
    Target { name: "request", words: origin::WORDS, run: request::run },
];

/// Runs the target of this name.
pub fn run(name: &str, data: &[u8]) -> bool {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    (target.run)(data)
}
