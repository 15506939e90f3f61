//! What is mounted on a path, handler by handler: for the table that is asked, and for the inventory that is read.

use cors_core::{Mounted, PathPolicies, Policy};

/// The handlers of a path, in the order in which they were mounted.
pub(crate) type Mounts = Vec<Mount>;

/// A handler with its policy.
#[derive(Debug, Clone)]
pub(crate) struct Mount {
    /// `None`: any that no other handler of the path serves.
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) policy: &'static Policy,
    /// The path of the annotated handler; empty where a closure or a service was given a policy.
    pub(crate) handler: &'static str,
}

/// The policies of handlers of one path.
pub(crate) fn policies(mounts: &[Mount]) -> PathPolicies {
    let mut policies = PathPolicies::new();
    for Mount { methods, policy, .. } in mounts {
        policies.mount(methods.as_deref().map_or(Mounted::Any, Mounted::Methods), policy);
    }
    policies
}
