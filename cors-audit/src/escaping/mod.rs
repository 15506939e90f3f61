//! External text, escaped for the place where it is shown.

pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod printable;
