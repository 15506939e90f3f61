//! Parsing the arguments of the attribute, and the item below it.

pub(crate) mod acknowledgement;
pub(crate) mod argument;
pub(crate) mod item;
pub(crate) mod name;
pub(crate) mod options;
pub(crate) mod pattern;
pub(crate) mod protection;
pub(crate) mod route;
pub(crate) mod values;
