//! Decisions as headers, for any HTTP library.
//!
//! An adapter implements [`ResponseHeaders`] for its header map and [`HeaderValue`] for its values; [`PreparedPolicies`] writes. A
//! value of `Access-Control-Allow-Origin` is made here and nowhere else, from an [`Access`].

pub(crate) mod headers;
pub(crate) mod prepared;
pub(crate) mod vary;
pub(crate) mod write;
