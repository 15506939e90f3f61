//! The values of a policy's options: origins, patterns, header names, methods, cache times, hosts.

pub(crate) mod authority;
pub(crate) mod const_str;
pub(crate) mod correction;
pub(crate) mod error;
pub(crate) mod header_name;
pub(crate) mod host;
pub(crate) mod international;
pub(crate) mod max_age;
pub(crate) mod method;
pub(crate) mod origin;
pub(crate) mod pattern;
pub(crate) mod token;
