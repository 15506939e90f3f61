//! What the fuzz targets do with their bytes, as an ordinary library. `tests/fuzz_corpus` runs the same without a fuzzer.
#![forbid(unsafe_code)]

pub mod targets;
