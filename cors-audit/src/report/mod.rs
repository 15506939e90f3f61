//! The report of a probe or a scan, in four formats.

mod differences;
mod html;
mod json;
mod junit;
pub(crate) mod model;
mod summary;
mod text;
pub(crate) mod write;
