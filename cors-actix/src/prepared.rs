//! Policies with their headers' values, made once and handed out again and again.

use std::rc::Rc;

use actix_web::http::header::HeaderValue;
use cors_core::{GroupHeaders, Mounted, PathPolicies, Policy};

/// The policies of a path, or of a handler.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) policies: PathPolicies,
    /// By group of methods.
    pub(crate) values: Box<[Values]>,
}

/// What one policy has in headers. A value that is made of text is read byte by byte; a copy of one is not.
#[derive(Debug)]
pub(crate) struct Values {
    pub(crate) allow_credentials: bool,
    pub(crate) allow_methods: Option<HeaderValue>,
    pub(crate) allow_headers: Option<HeaderValue>,
    pub(crate) max_age: Option<HeaderValue>,
    pub(crate) expose_headers: Option<HeaderValue>,
}

impl Prepared {
    pub(crate) fn new(policies: PathPolicies) -> Rc<Self> {
        Rc::new(Prepared { values: policies.group_headers().map(Values::of).collect(), policies })
    }

    /// Where only one handler is left.
    pub(crate) fn of(policy: &'static Policy) -> Rc<Self> {
        let mut policies = PathPolicies::new();
        policies.mount(Mounted::Any, policy);
        Prepared::new(policies)
    }
}

impl Values {
    fn of(group: GroupHeaders<'_>) -> Self {
        Values {
            allow_credentials: group.allow_credentials,
            allow_methods: HeaderValue::from_str(group.allow_methods).ok(),
            allow_headers: group.allow_headers.map(HeaderValue::from_static),
            max_age: group.max_age.map(HeaderValue::from_static),
            expose_headers: group.expose_headers.map(HeaderValue::from_static),
        }
    }
}
