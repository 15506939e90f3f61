//! The grammar of methods and headers, by the standard.

pub(crate) mod forbidden;
pub(crate) mod header_list;
pub(crate) mod methods;
pub(crate) mod safelist;
pub(crate) mod token;
