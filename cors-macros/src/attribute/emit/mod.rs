//! The generated code.

pub(crate) mod companion;
pub(crate) mod documentation;
pub(crate) mod literal;
pub(crate) mod mounting;
pub(crate) mod paths;
