//! Origins that are known only while the program runs: sources, sets that are made at start-up, and sets that are replaced.

#[macro_use]
mod app;
mod public_suffixes;
mod reload;
mod sources;
mod start_up;
