//! The places where policies and lists of origins are written. Their rules are the same; the advice of a message is not.

use super::rule::Rule;

/// The place where a policy or a list of origins is written.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontEnd {
    /// `#[cors(…)]`.
    Attribute,
    /// `#[cors(…)]` with a named policy, whose options the macro does not know.
    Override,
    /// `origin_set![…]`.
    SetMacro,
    /// A list of strings in the running program.
    List,
    /// A text, such as the value of an environment variable.
    Text,
}

impl FrontEnd {
    /// Returns whether it is a list of origins, without the other options of a policy.
    pub(super) fn is_set(self) -> bool {
        matches!(self, FrontEnd::SetMacro | FrontEnd::List | FrontEnd::Text)
    }

    /// Returns whether a message is one of several in a report at start-up.
    pub(super) fn is_at_run_time(self) -> bool {
        matches!(self, FrontEnd::List | FrontEnd::Text)
    }

    /// A string as it is written there. In a text, quotation marks would belong to the string.
    pub(super) fn literal(self, text: &str) -> String {
        if self == FrontEnd::Text { text.to_owned() } else { format!("\"{text}\"") }
    }

    /// The advice to list origins in a set.
    pub(super) fn list_origins(self) -> &'static str {
        match self {
            FrontEnd::Text => "list the origins that may read: https://app.example.com, https://*.partner.example",
            FrontEnd::SetMacro => {
                r#"list the origins that may read: origin_set!["https://app.example.com", "https://*.partner.example"]"#
            }
            FrontEnd::List | FrontEnd::Attribute | FrontEnd::Override => {
                r#"list the origins that may read: ["https://app.example.com", "https://*.partner.example"]"#
            }
        }
    }

    /// The advice to accept a risk.
    pub(super) fn accept(self, rule: Rule) -> String {
        if self.is_at_run_time() {
            format!("or accept the risk on the record: OriginSet::acknowledging(Rule::{rule:?}, \"…\")")
        } else {
            format!("or accept the risk on the record: allow({rule}, reason = \"…\")")
        }
    }
}
