//! The rules: the condition of each, and the words for the compiler and for start-up.

pub(crate) mod acknowledgements;
pub(crate) mod combinations;
pub(crate) mod duplicates;
pub(crate) mod findings;
pub(crate) mod front_end;
pub(crate) mod headers_and_methods;
pub(crate) mod issue;
pub(crate) mod messages;
pub(crate) mod origins;
pub(crate) mod overrides;
pub(crate) mod rule;
pub(crate) mod together;
pub(crate) mod validate;
