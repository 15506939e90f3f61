//! What a method, a header and its value may be, by the standard.

pub(crate) mod bytes;
pub(crate) mod forbidden;
pub(crate) mod header_list;
pub(crate) mod methods;
pub(crate) mod mime;
pub(crate) mod range;
pub(crate) mod safelist;
