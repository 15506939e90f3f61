//! Rules that speak of several options at once.
//!
//! They are written once, for const evaluation: [`crate::PolicySpec::validate`] asks them about a policy that stands in one
//! place, and generated code asks them at compile time about a named policy together with what a handler overrides.

use crate::{
    acknowledged::Acknowledged,
    const_str,
    pattern::OriginPattern,
    policy::{Origins, Policy},
    rule::Rule,
    spec::HandlerFacts,
};

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Combination<'a> {
    pub(crate) any_origin: bool,
    pub(crate) same_origin: bool,
    pub(crate) origins: &'a [OriginPattern],
    pub(crate) dev_origins: &'a [OriginPattern],
    pub(crate) credentials: bool,
    pub(crate) allow_headers: &'a [&'a str],
    pub(crate) expose_headers: &'a [&'a str],
    pub(crate) handler: HandlerFacts,
}

/// The rules of this module, in the order in which they are reported.
pub const COMBINATION_RULES: &[Rule] = &[
    Rule::WildcardWithCredentials,
    Rule::WildcardHeadersWithCredentials,
    Rule::WildcardExposeWithCredentials,
    Rule::LocalhostOrigin,
    Rule::InsecureOrigin,
    Rule::PublicSuffixWildcard,
    Rule::JsonWithoutContentType,
    Rule::AuthWithoutAuthorization,
];

impl<'a> Combination<'a> {
    pub(crate) const fn of(policy: &'a Policy, handler: HandlerFacts) -> Self {
        let origins = match policy.origins() {
            Origins::Listed(list) => list.patterns(),
            Origins::Any | Origins::Nobody => &[],
        };
        Combination {
            any_origin: matches!(policy.origins(), Origins::Any),
            same_origin: matches!(policy.origins(), Origins::Nobody),
            origins,
            dev_origins: policy.dev_origins().patterns(),
            credentials: policy.allows_credentials(),
            allow_headers: policy.allow_headers(),
            expose_headers: policy.expose_headers(),
            handler,
        }
    }

    /// The first element of `origins`, from `from`, by which the policy breaks `rule`; 0 where the rule does not speak of
    /// elements. `None`: it keeps the rule. Acknowledgements are not looked at.
    pub(crate) const fn breaks(&self, rule: Rule, from: usize) -> Option<usize> {
        let broken = match rule {
            Rule::WildcardWithCredentials => self.credentials && self.any_origin,
            Rule::WildcardHeadersWithCredentials => self.credentials && const_str::contains(self.allow_headers, "*"),
            Rule::WildcardExposeWithCredentials => self.credentials && const_str::contains(self.expose_headers, "*"),
            Rule::LocalhostOrigin => return self.element(rule, from),
            Rule::InsecureOrigin | Rule::PublicSuffixWildcard if self.credentials => return self.element(rule, from),
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
            _ => false,
        };
        if broken { Some(0) } else { None }
    }

    const fn allows_header(&self, name: &str) -> bool {
        const_str::contains(self.allow_headers, name) || const_str::contains(self.allow_headers, "*")
    }

    #[expect(clippy::indexing_slicing, reason = "`get` is not const; the index is below the length")]
    const fn element(&self, rule: Rule, from: usize) -> Option<usize> {
        let mut element = from;
        while element < self.origins.len() {
            let pattern = &self.origins[element];
            let broken = match rule {
                Rule::LocalhostOrigin => pattern.is_localhost(),
                Rule::InsecureOrigin => pattern.is_insecure(),
                Rule::PublicSuffixWildcard => pattern.is_under_public_suffix(),
                _ => false,
            };
            if broken {
                return Some(element);
            }
            element += 1;
        }
        None
    }
}

/// Why a policy that overrides another one does not compile, or `None`.
///
/// `own` are the acknowledgements that stand at the override itself. Called by generated code, in const evaluation.
#[doc(hidden)]
#[must_use]
pub const fn override_problem(
    base: &Policy,
    policy: &Policy,
    own: Acknowledged,
    handler: HandlerFacts,
    rule: Rule,
) -> Option<&'static str> {
    let combination = Combination::of(policy, handler);
    if let Rule::ConflictingOptions = rule {
        return conflict(base, policy, &combination);
    }
    match combination.breaks(rule, 0) {
        Some(_) if policy.acknowledged().reason(rule).is_none() => Some(effect(rule)),
        // The origins of the named policy are not the override's to acknowledge: it did not write them.
        None if own.reason(rule).is_some() => Some(not_needed(rule)),
        _ => None,
    }
}

const fn conflict(base: &Policy, policy: &Policy, combination: &Combination<'_>) -> Option<&'static str> {
    if combination.any_origin && !combination.dev_origins.is_empty() {
        return Some(
            "`dev_origins` add nothing to `origins = \"*\"`: the named policy and this override together say both \
             [conflicting_options]\n\nhelp: remove one of the two",
        );
    }
    let closed = matches!(base.origins(), Origins::Nobody);
    if closed && (!combination.same_origin || policy.grants_something()) {
        return Some(
            "the named policy says `same_origin`, and `same_origin` always wins: the options beside it would do nothing \
             [conflicting_options]\n\nhelp: write the policy out with `origins = […]` instead of `policy = …`",
        );
    }
    let mut dev = combination.dev_origins;
    while let [first, rest @ ..] = dev {
        let mut origins = combination.origins;
        while let [pattern, others @ ..] = origins {
            if pattern.covers(first) {
                return Some(
                    "one of the `dev_origins` is matched by `origins` already: the named policy and this override \
                     together list it twice [duplicate_origin]\n\nhelp: remove it from `dev_origins`",
                );
            }
            origins = others;
        }
        dev = rest;
    }
    None
}

const fn effect(rule: Rule) -> &'static str {
    match rule {
        Rule::WildcardWithCredentials => {
            "the named policy and this override together say `*` and `credentials`, which no browser accepts \
             [wildcard_with_credentials]\n\nhelp: list the origins, or drop `credentials`"
        }
        Rule::WildcardHeadersWithCredentials => {
            "the named policy and this override together say `allow_headers = \"*\"` and `credentials`: there `*` is just a \
             header called `*` [wildcard_headers_with_credentials]\n\nhelp: list the headers: \
             allow_headers = [\"content-type\", \"authorization\"]"
        }
        Rule::WildcardExposeWithCredentials => {
            "the named policy and this override together say `expose_headers = \"*\"` and `credentials`: there `*` is just a \
             header called `*` [wildcard_expose_with_credentials]\n\nhelp: list the headers that scripts read"
        }
        Rule::LocalhostOrigin => {
            "this policy lets the developer's own machine in [localhost_origin]\n\nhelp: move the origin to `dev_origins`"
        }
        Rule::InsecureOrigin => {
            "the named policy and this override together let an `http:` origin send credentials: whoever sits on the \
             network can be that origin [insecure_origin]\n\nhelp: use `https:`, or accept the risk on the record: \
             allow(insecure_origin, reason = \"…\")"
        }
        Rule::PublicSuffixWildcard => {
            "the named policy and this override together let every site under a public suffix send credentials: anybody can \
             register one [public_suffix_wildcard]\n\nhelp: list the sub-domains that are yours, or accept the risk on the \
             record: allow(public_suffix_wildcard, reason = \"…\")"
        }
        Rule::JsonWithoutContentType => {
            "this handler reads a JSON body, but its policy does not allow the `content-type` header: every preflight for it \
             fails [json_without_content_type]\n\nhelp: add it to the policy, or here: allow_headers = [\"content-type\"]"
        }
        Rule::AuthWithoutAuthorization => {
            "this handler reads the `Authorization` header, but its policy does not allow it: every preflight for it fails \
             [auth_without_authorization]\n\nhelp: add it to the policy, or here: allow_headers = [\"authorization\"]"
        }
        _ => "this policy breaks a rule",
    }
}

const fn not_needed(rule: Rule) -> &'static str {
    match rule {
        Rule::InsecureOrigin => {
            "nothing needs `allow(insecure_origin)` here [invalid_acknowledgement]\n\nhelp: remove it"
        }
        Rule::PublicSuffixWildcard => {
            "nothing needs `allow(public_suffix_wildcard)` here [invalid_acknowledgement]\n\nhelp: remove it"
        }
        Rule::JsonWithoutContentType => {
            "nothing needs `allow(json_without_content_type)` here [invalid_acknowledgement]\n\nhelp: remove it"
        }
        Rule::AuthWithoutAuthorization => {
            "nothing needs `allow(auth_without_authorization)` here [invalid_acknowledgement]\n\nhelp: remove it"
        }
        _ => "nothing needs this `allow` here [invalid_acknowledgement]\n\nhelp: remove it",
    }
}
