//! The answers of the panel: no framework, no browser.

mod explain;
mod files;
mod risks;
mod support;
