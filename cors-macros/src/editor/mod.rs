//! What only rust-analyzer compiles: the words that the user typed, where it completes and explains them.
//!
//! rust-analyzer sets `cfg(rust_analyzer)`. It expands a macro once more with a marker at the cursor, and completes the marker where it
//! finds it in the output. So each word is imported, as it was typed, from a module of documented names of its kind.

pub(crate) mod entries;
pub(crate) mod words;
