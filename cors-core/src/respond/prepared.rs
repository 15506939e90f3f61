//! The header values of policies, made when the application starts.

use super::headers::HeaderValue;
use crate::decide::{mounted::Mounted, path_policies::PathPolicies};
use crate::policy::policy::Policy;
use crate::respond::vary::ReadHeaders;

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

/// The values of `Vary` in answers to preflights.
const PUBLIC_PREFLIGHT: &str = "Access-Control-Request-Method, Access-Control-Request-Headers";
const PREFLIGHT: &str = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
const PUBLIC_PREFLIGHT_OF_HOST: &str = "Host, Access-Control-Request-Method, Access-Control-Request-Headers";
const PREFLIGHT_OF_HOST: &str = "Origin, Host, Access-Control-Request-Method, Access-Control-Request-Headers";

/// The value of `Cache-Control` in refusals and transient denials.
pub(super) const NO_STORE: &str = "no-store";

/// The values that do not depend on a policy.
#[derive(Debug, Clone)]
pub(super) struct Fixed<V> {
    pub(super) any: V,
    pub(super) yes: V,
    pub(super) zero: V,
    pub(super) no_store: V,
    pub(super) preflight: V,
    pub(super) public_preflight: V,
}

impl<V: HeaderValue> PreparedPolicies<V> {
    /// Makes the values.
    pub fn new(policies: PathPolicies) -> Self {
        let values = |(group, policy): (usize, &Policy)| Values {
            allow_credentials: policy.allows_credentials(),
            allow_methods: V::from_text(policies.allow_methods(group)),
            allow_headers: policy.allow_headers_value().map(V::from_static),
            expose_headers: policy.expose_headers_value().map(V::from_static),
            max_age: policy.max_age_value().map(V::from_static),
            preflight_varies: policies.preflight_varies(group),
        };
        let has_hosts = policies.policies().any(|policy| policy.read_headers().has(ReadHeaders::HOST));
        PreparedPolicies {
            groups: policies.policies().enumerate().map(values).collect(),
            fixed: Fixed {
                any: V::from_static("*"),
                yes: V::from_static("true"),
                zero: V::from_static("0"),
                no_store: V::from_static(NO_STORE),
                // Responses to `OPTIONS` are not cacheable (RFC 9110, section 9.3.7); this is for caches that store them.
                preflight: V::from_static(if has_hosts { PREFLIGHT_OF_HOST } else { PREFLIGHT }),
                public_preflight: V::from_static(if has_hosts { PUBLIC_PREFLIGHT_OF_HOST } else { PUBLIC_PREFLIGHT }),
            },
            policies,
        }
    }

    /// Makes the values of one handler's policy, without those of its path.
    pub fn of_handler(policy: &Policy) -> Self {
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
