//! The tests of the library as its users have it. One program: to link it takes longer than to run it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod caching;
mod cost;
mod decisions;
#[cfg(feature = "serde")]
mod deserialize;
mod enforcement;
mod events;
mod evidence;
mod hosts;
mod inventory;
mod matching;
mod naive;
mod origin_set;
mod origins;
mod overrides;
mod policies;
mod reload;
mod requests;
mod rules;
mod sources;
mod support;
