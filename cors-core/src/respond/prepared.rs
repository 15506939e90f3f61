//! The header values of policies, made when the application starts.

use super::headers::HeaderValue;
use crate::decide::{mounted::Mounted, path_policies::PathPolicies};
use crate::policy::policy::Policy;

/// The policies of a path with their header values, made when the application starts.
#[derive(Debug, Clone)]
pub struct PreparedPolicies<V> {
    policies: PathPolicies,
    groups: Box<[Values<V>]>,
    pub(super) fixed: Fixed<V>,
}

/// The values of one policy.
#[derive(Debug, Clone)]
pub(super) struct Values<V> {
    pub(super) allow_credentials: bool,
    pub(super) allow_methods: Option<V>,
    pub(super) allow_headers: Option<V>,
    pub(super) expose_headers: Option<V>,
    pub(super) max_age: Option<V>,
    pub(super) preflight_varies: bool,
}

/// The value of `Cache-Control` in refusals and transient denials.
pub(super) const NO_STORE: &str = "no-store";

/// The values that do not depend on a policy.
#[derive(Debug, Clone)]
pub(super) struct Fixed<V> {
    pub(super) any: V,
    pub(super) yes: V,
    pub(super) zero: V,
    pub(super) no_store: V,
    pub(super) origin: V,
    pub(super) preflight: V,
    pub(super) public_preflight: V,
}

impl<V: HeaderValue> PreparedPolicies<V> {
    /// Makes the values.
    pub fn new(policies: PathPolicies) -> Self {
        let values = |(group, policy): (usize, &'static Policy)| Values {
            allow_credentials: policy.allows_credentials(),
            allow_methods: V::from_text(policies.allow_methods(group)),
            allow_headers: policy.allow_headers_value().map(V::from_static),
            expose_headers: policy.expose_headers_value().map(V::from_static),
            max_age: policy.max_age_value().map(V::from_static),
            preflight_varies: policies.preflight_varies(group),
        };
        PreparedPolicies {
            groups: policies.policies().enumerate().map(values).collect(),
            fixed: Fixed {
                any: V::from_static("*"),
                yes: V::from_static("true"),
                zero: V::from_static("0"),
                no_store: V::from_static(NO_STORE),
                origin: V::from_static("Origin"),
                // Responses to `OPTIONS` are not cacheable (RFC 9110, section 9.3.7); this is for caches that store them.
                preflight: V::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
                public_preflight: V::from_static("Access-Control-Request-Method, Access-Control-Request-Headers"),
            },
            policies,
        }
    }

    /// Makes the values of one handler's policy, without those of its path.
    pub fn of_handler(policy: &'static Policy) -> Self {
        let mut policies = PathPolicies::new();
        policies.mount(Mounted::Any, policy);
        PreparedPolicies::new(policies)
    }

    /// The policies.
    #[inline]
    pub fn policies(&self) -> &PathPolicies {
        &self.policies
    }

    #[inline]
    pub(super) fn values(&self, group: usize) -> Option<&Values<V>> {
        self.groups.get(group)
    }
}

impl<V: HeaderValue> Default for PreparedPolicies<V> {
    fn default() -> Self {
        PreparedPolicies::new(PathPolicies::new())
    }
}
