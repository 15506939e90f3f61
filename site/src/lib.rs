//! The documents of the repository as a web site: one page for each rule, one for each message of a browser, and a search.
//!
//! The pages link to each other by relative addresses and need no other host, so the site works from any folder.

mod book;
mod markdown;
mod pages;

pub use book::build;
