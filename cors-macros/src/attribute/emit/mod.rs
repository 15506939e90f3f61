//! The code that the attribute becomes.

pub(crate) mod companion;
pub(crate) mod documentation;
pub(crate) mod literal;
pub(crate) mod mounting;
pub(crate) mod paths;
