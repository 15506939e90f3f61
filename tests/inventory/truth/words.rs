//! What handlers say of themselves.

/// The header in which a handler names itself.
pub(crate) const HANDLER: &str = "x-handler";
/// The name of every handler without a policy.
pub(crate) const PLAIN: &str = "-";
/// The name of every fallback.
pub(crate) const FALLBACK: &str = "fallback";

/// The name of a handler: of its policy, and its path.
pub(crate) fn identity(policy: &str, handler: &str) -> String {
    format!("{policy}|{handler}")
}
