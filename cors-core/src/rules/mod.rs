//! Every rule: its name in `rule`; its condition and its words together, in the file of its subject.

pub(crate) mod acknowledgements;
pub(crate) mod combinations;
pub(crate) mod duplicates;
pub(crate) mod excerpt;
pub(crate) mod findings;
pub(crate) mod front_end;
pub(crate) mod headers;
pub(crate) mod hosts;
pub(crate) mod issue;
pub(crate) mod malformed_origin;
pub(crate) mod message;
pub(crate) mod methods;
pub(crate) mod options;
pub(crate) mod origins;
pub(crate) mod overrides;
pub(crate) mod rule;
pub(crate) mod validate;
pub(crate) mod wording;
