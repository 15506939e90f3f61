//! The middleware around the application, and the marks by which it knows the handler that ran.

pub(crate) mod decoration;
pub(crate) mod http;
pub(crate) mod marking;
pub(crate) mod place;
pub(crate) mod seen;
pub(crate) mod tracking;
pub(crate) mod transform;
