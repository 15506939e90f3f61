//! Risks that were accepted on the record.

use crate::rule::Rule;

/// An `allow(rule, reason = "…")`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Acknowledgement {
    /// The rule's name as it was written.
    pub rule: String,
    /// Why the risk is acceptable here.
    pub reason: String,
}

/// The acknowledged rules of a policy, each with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Acknowledged {
    localhost_origin: Option<&'static str>,
    insecure_origin: Option<&'static str>,
    public_suffix_wildcard: Option<&'static str>,
    any_installation: Option<&'static str>,
    json_without_content_type: Option<&'static str>,
    auth_without_authorization: Option<&'static str>,
    websocket_without_enforce: Option<&'static str>,
}

impl Acknowledged {
    /// Nothing is acknowledged.
    pub const NONE: Acknowledged = Acknowledged {
        localhost_origin: None,
        insecure_origin: None,
        public_suffix_wildcard: None,
        any_installation: None,
        json_without_content_type: None,
        auth_without_authorization: None,
        websocket_without_enforce: None,
    };

    /// The same with `rule` acknowledged. A rule that cannot be acknowledged is left as it is.
    #[must_use]
    pub const fn with(mut self, rule: Rule, reason: &'static str) -> Self {
        match rule {
            Rule::LocalhostOrigin => self.localhost_origin = Some(reason),
            Rule::InsecureOrigin => self.insecure_origin = Some(reason),
            Rule::PublicSuffixWildcard => self.public_suffix_wildcard = Some(reason),
            Rule::AnyInstallation => self.any_installation = Some(reason),
            Rule::JsonWithoutContentType => self.json_without_content_type = Some(reason),
            Rule::AuthWithoutAuthorization => self.auth_without_authorization = Some(reason),
            Rule::WebsocketWithoutEnforce => self.websocket_without_enforce = Some(reason),
            _ => {}
        }
        self
    }

    /// The same without what was acknowledged for a list of origins that another list replaces: consent to one origin is no
    /// consent to the next.
    #[doc(hidden)]
    #[must_use]
    pub const fn for_other_origins(mut self) -> Self {
        self.localhost_origin = None;
        self.insecure_origin = None;
        self.public_suffix_wildcard = None;
        self.any_installation = None;
        self
    }

    /// The reason why the risk was accepted, or `None` if it was not.
    #[must_use]
    pub const fn reason(&self, rule: Rule) -> Option<&'static str> {
        match rule {
            Rule::LocalhostOrigin => self.localhost_origin,
            Rule::InsecureOrigin => self.insecure_origin,
            Rule::PublicSuffixWildcard => self.public_suffix_wildcard,
            Rule::AnyInstallation => self.any_installation,
            Rule::JsonWithoutContentType => self.json_without_content_type,
            Rule::AuthWithoutAuthorization => self.auth_without_authorization,
            Rule::WebsocketWithoutEnforce => self.websocket_without_enforce,
            _ => None,
        }
    }

    /// What is acknowledged, each with its reason, in the order of the rules.
    ///
    /// ```
    /// use cors_core::{Acknowledged, Rule};
    ///
    /// let acknowledged = Acknowledged::NONE.with(Rule::InsecureOrigin, "until the intranet has certificates");
    /// assert!(acknowledged.iter().eq([(Rule::InsecureOrigin, "until the intranet has certificates")]));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Rule, &'static str)> {
        Rule::ALL.iter().filter_map(|&rule| Some((rule, self.reason(rule)?)))
    }
}
