//! The handlers of a path, as far as policies are concerned.

/// The methods for which a handler is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mounted<'a> {
    /// These methods.
    Methods(&'a [&'a str]),
    /// Every method that no other handler of the path is mounted for.
    Any,
}

/// The handler that serves a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// A handler with a policy: that of this group of [`PathPolicies`](crate::PathPolicies).
    Policy(usize),
    /// A handler without a policy.
    WithoutPolicy,
    /// No handler: the router answers.
    Nothing,
}

/// The policy of one mounted handler, for adapters that know which handler a request has reached.
#[derive(Debug, Clone, Copy)]
pub struct HandlerPolicy {
    pub(super) within: Serving,
    /// The methods of `methods = […]`, and the policy of all others.
    pub(super) narrowed: Option<(&'static [&'static str], Serving)>,
}

impl HandlerPolicy {
    /// The policy for a request with this method.
    #[inline]
    pub fn serving(&self, method: &str) -> Serving {
        match self.narrowed {
            // HEAD has the policy of GET.
            Some((methods, outside))
                if !(methods.contains(&method) || method == "HEAD" && methods.contains(&"GET")) =>
            {
                outside
            }
            _ => self.within,
        }
    }
}
