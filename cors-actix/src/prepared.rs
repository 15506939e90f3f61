//! Policies with their headers' values, made once and handed out again and again.

use std::rc::Rc;

use actix_web::http::header::HeaderValue;
use cors_core::{Mounted, PathPolicies, Policy};

/// The policies of a path, or of a handler.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) policies: PathPolicies,
    /// One of them says `enforce`.
    pub(crate) is_enforced: bool,
    pub(crate) values: Values,
}

impl Prepared {
    pub(crate) fn new(policies: PathPolicies) -> Rc<Self> {
        let values = policies.header_values().filter_map(|text| Some((text.into(), HeaderValue::from_str(text).ok()?)));
        Rc::new(Prepared { is_enforced: policies.is_enforced(), values: Values(values.collect()), policies })
    }

    /// Where only one handler is left.
    pub(crate) fn of(policy: &'static Policy) -> Rc<Self> {
        let mut policies = PathPolicies::new();
        policies.mount(Mounted::Any, policy);
        Prepared::new(policies)
    }
}

/// What stands in headers. A value that is made of text is read byte by byte; a copy of one is not.
#[derive(Debug, Default)]
pub(crate) struct Values(Box<[(Box<str>, HeaderValue)]>);

impl Values {
    pub(crate) fn get(&self, text: &str) -> Option<HeaderValue> {
        let known = self.0.iter().find(|(known, _)| **known == *text);
        known.map_or_else(|| HeaderValue::from_str(text).ok(), |(_, value)| Some(value.clone()))
    }
}
