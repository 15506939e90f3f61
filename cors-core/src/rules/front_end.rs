//! Where a policy or a list of origins is written.

/// What a message is shown for: its advice is about what can be written there.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontEnd {
    /// `#[cors(…)]`.
    Attribute,
    /// `#[cors(…)]` that starts from a named policy, whose options are not known.
    Override,
    /// `origin_set![…]`.
    SetMacro,
    /// A list of strings in the running program.
    List,
    /// One text, such as the value of an environment variable.
    Text,
}
