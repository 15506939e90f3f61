//! The headers of a decision, for any HTTP library.
//!
//! An adapter implements [`ResponseHeaders`](crate::ResponseHeaders) for its header map and [`HeaderValue`](crate::HeaderValue) for
//! its values; [`PreparedPolicies`](crate::PreparedPolicies) writes the headers.

pub(crate) mod headers;
pub(crate) mod prepared;
pub(crate) mod vary;
pub(crate) mod write;
