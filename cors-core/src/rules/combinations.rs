//! Rules that speak of several options at once.
//!
//! They are written once, for const evaluation: [`crate::PolicySpec::validate`] asks them about a policy that stands in one
//! place, and generated code asks them at compile time about a named policy together with what a handler overrides.

use super::rule::Rule;
use crate::{
    policy::{
        policy::{Origins, Policy},
        spec::HandlerFacts,
    },
    syntax::const_str,
};

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Combination<'a> {
    pub(crate) any_origin: bool,
    pub(crate) same_origin: bool,
    /// Of its list of origins.
    pub(crate) risks: &'a [Rule],
    pub(crate) credentials: bool,
    pub(crate) allow_headers: &'a [&'a str],
    pub(crate) expose_headers: &'a [&'a str],
    pub(crate) enforce: bool,
    pub(crate) handler: HandlerFacts,
}

/// The rules of this module, in the order in which they are reported.
pub(crate) const COMBINATION_RULES: &[Rule] = &[
    Rule::WildcardWithCredentials,
    Rule::WildcardHeadersWithCredentials,
    Rule::WildcardExposeWithCredentials,
    Rule::LocalhostOrigin,
    Rule::InsecureOrigin,
    Rule::PublicSuffixWildcard,
    Rule::AnyInstallation,
    Rule::JsonWithoutContentType,
    Rule::AuthWithoutAuthorization,
    Rule::WebsocketWithoutEnforce,
];

impl<'a> Combination<'a> {
    pub(crate) const fn of(policy: &'a Policy, handler: HandlerFacts) -> Self {
        let risks = match policy.origins() {
            Origins::Listed(list) => list.risks(),
            Origins::Any | Origins::SameOrigin | Origins::Source(_) => &[],
        };
        Combination {
            any_origin: matches!(policy.origins(), Origins::Any),
            same_origin: matches!(policy.origins(), Origins::SameOrigin),
            risks,
            credentials: policy.allows_credentials(),
            allow_headers: policy.allow_headers(),
            expose_headers: policy.expose_headers(),
            enforce: policy.is_enforced(),
            handler,
        }
    }

    /// Whether the policy breaks `rule`. Acknowledgements are not looked at.
    pub(crate) const fn breaks(&self, rule: Rule) -> bool {
        match rule {
            Rule::WildcardWithCredentials => self.credentials && self.any_origin,
            Rule::WildcardHeadersWithCredentials => self.credentials && const_str::contains(self.allow_headers, "*"),
            Rule::WildcardExposeWithCredentials => self.credentials && const_str::contains(self.expose_headers, "*"),
            Rule::LocalhostOrigin | Rule::AnyInstallation => rule.place_among(self.risks).is_some(),
            Rule::InsecureOrigin | Rule::PublicSuffixWildcard => {
                self.credentials && rule.place_among(self.risks).is_some()
            }
            // Where nobody else may read, no browser asks.
            Rule::JsonWithoutContentType => {
                self.handler.takes_json && !self.same_origin && !self.allows_header("content-type")
            }
            // `*` does not stand for this one name (Fetch, "CORS non-wildcard request-header name").
            Rule::AuthWithoutAuthorization => {
                self.handler.takes_authorization
                    && !self.same_origin
                    && !const_str::contains(self.allow_headers, "authorization")
            }
            // Browsers open one from any page, cookies included (RFC 6455, section 10.2).
            Rule::WebsocketWithoutEnforce => self.handler.takes_websocket && (!self.enforce || self.any_origin),
            _ => false,
        }
    }

    const fn allows_header(&self, name: &str) -> bool {
        const_str::contains(self.allow_headers, name) || const_str::contains(self.allow_headers, "*")
    }
}
