//! The two forms of `enforce`.

/// The effect of `enforce` on requests that the policy does not trust.
///
/// Fetch Metadata, ["Deciding whether to respond"](https://w3c.github.io/webappsec-fetch-metadata/#intro).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enforcement {
    /// `enforce`: they are answered 403, and no handler, extractor or layer runs.
    Refuse,
    /// `enforce = "report"`: they are served, and an event tells that `enforce` would refuse them.
    Report,
}
