//! The tests of the public interface. One program, because linking takes longer than running it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod caching;
mod cost;
mod decisions;
#[cfg(feature = "serde")]
mod deserialize;
mod enforcement;
mod events;
mod hosts;
mod inventory;
mod matching;
mod naive;
mod origin_set;
mod origins;
mod overrides;
mod policies;
mod proof;
mod reload;
mod requests;
mod rules;
mod served_hosts;
mod sources;
mod support;
