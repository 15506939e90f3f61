//! A named policy together with what a handler overrides: asked at compile time, by generated code.
//!
//! A constant's panic can say only what is a literal, so these messages name no origin. They stand at the override's own text.

use crate::{
    acknowledged::Acknowledged,
    combination::Combination,
    policy::{Origins, Policy},
    rule::Rule,
    spec::HandlerFacts,
};

/// Why a policy that overrides another one does not compile, or `None`.
///
/// `own` are the acknowledgements that stand at the override itself. Called by generated code, in const evaluation.
#[must_use]
pub const fn override_problem(
    base: &Policy,
    policy: &Policy,
    own: Acknowledged,
    handler: HandlerFacts,
    rule: Rule,
) -> Option<&'static str> {
    // One mistake, one error: what is wrong with the named policy itself is reported there.
    if base.is_stub() || problem(base, base, Acknowledged::NONE, HandlerFacts::NONE, rule).is_some() {
        return None;
    }
    problem(base, policy, own, handler, rule)
}

const fn problem(
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
    if combination.any_origin && combination.enforce {
        return Some(
            "the named policy and this override together say `origins = \"*\"` and `enforce`: where everybody is let in, nobody \
             is refused [conflicting_options]\n\nhelp: list the origins, or write the policy out without `enforce`",
        );
    }
    if combination.any_origin && !combination.dev_origins.is_empty() {
        return Some(
            "the named policy and this override together say `origins = \"*\"` and `dev_origins`: everybody may read \
             already [conflicting_options]\n\nhelp: remove one of the two",
        );
    }
    let closed = matches!(base.origins(), Origins::Nobody);
    if closed && (!combination.same_origin || policy.grants_something()) {
        return Some(
            "the named policy says `same_origin`, which always wins: this would do nothing [conflicting_options]\n\n\
             help: write the policy out with `origins = […]` instead of `policy = …`",
        );
    }
    let mut dev = 0;
    while let Some(dev_origin) = combination.dev_origins.get(dev) {
        let mut listed = 0;
        while let Some(origin) = combination.origins.get(listed) {
            if origin.pieces.covers(dev_origin.pieces) {
                return Some(
                    "one of the `dev_origins` is matched by `origins` already: the named policy and this override \
                     together list it twice [duplicate_origin]\n\nhelp: remove it from `dev_origins`",
                );
            }
            listed += 1;
        }
        dev += 1;
    }
    None
}

const fn effect(rule: Rule) -> &'static str {
    match rule {
        Rule::WildcardWithCredentials => {
            "the named policy and this override together say `origins = \"*\"` and `credentials`, which no browser accepts \
             [wildcard_with_credentials]\n\n\
             help: list the origins that may send credentials: origins = [\"https://app.example.com\"]\n\
             help: or drop `credentials`, if what is answered is public"
        }
        Rule::WildcardHeadersWithCredentials => {
            "the named policy and this override together say `allow_headers = \"*\"` and `credentials`: there `*` allows no \
             header but one that is called `*` [wildcard_headers_with_credentials]\n\n\
             help: list the headers: allow_headers = [\"content-type\", \"authorization\"]"
        }
        Rule::WildcardExposeWithCredentials => {
            "the named policy and this override together say `expose_headers = \"*\"` and `credentials`: there `*` exposes \
             no header but one that is called `*` [wildcard_expose_with_credentials]\n\n\
             help: list the headers that scripts read: expose_headers = [\"x-total-count\"]"
        }
        Rule::LocalhostOrigin => {
            "this policy lets in the machine of whoever opens the page: any program on it can be that origin \
             [localhost_origin]\n\nhelp: move the origin to `dev_origins`"
        }
        Rule::InsecureOrigin => {
            "the named policy and this override together let an `http:` origin send credentials: whoever sits on the \
             network can be that origin [insecure_origin]\n\n\
             help: write the origin with `https:`\n\
             help: or accept the risk on the record: allow(insecure_origin, reason = \"…\")"
        }
        Rule::PublicSuffixWildcard => {
            "the named policy and this override together let every site under a public suffix send credentials: anybody can \
             have one [public_suffix_wildcard]\n\n\
             help: list the sub-domains that are yours\n\
             help: or accept the risk on the record: allow(public_suffix_wildcard, reason = \"…\")"
        }
        Rule::JsonWithoutContentType => {
            "the handler reads a JSON body, but this policy does not allow `content-type`: every preflight for it fails \
             [json_without_content_type]\n\n\
             help: add it to the policy, or list all headers here: allow_headers = [\"content-type\"]\n\
             help: or accept the risk on the record: allow(json_without_content_type, reason = \"…\")"
        }
        Rule::AuthWithoutAuthorization => {
            "the handler reads the `Authorization` header, but this policy does not allow it by name: every preflight for it fails \
             [auth_without_authorization]\n\n\
             help: add it to the policy, or list all headers here: allow_headers = [\"authorization\"]\n\
             help: or accept the risk on the record: allow(auth_without_authorization, reason = \"…\")"
        }
        Rule::WebsocketWithoutEnforce => {
            "the handler opens a WebSocket, which any page may do: no browser asks CORS, and this policy refuses nobody \
             [websocket_without_enforce]\n\n\
             help: refuse the pages that the policy does not let in: add `enforce`, beside a list of origins or `same_origin`\n\
             help: or accept the risk on the record: allow(websocket_without_enforce, reason = \"…\")"
        }
        _ => "this policy breaks a rule",
    }
}

const fn not_needed(rule: Rule) -> &'static str {
    match rule {
        Rule::InsecureOrigin => {
            "nothing needs `allow(insecure_origin)` here: the policy does not break that rule [invalid_acknowledgement]\n\n\
             help: remove it"
        }
        Rule::PublicSuffixWildcard => {
            "nothing needs `allow(public_suffix_wildcard)` here: the policy does not break that rule \
             [invalid_acknowledgement]\n\nhelp: remove it"
        }
        Rule::JsonWithoutContentType => {
            "nothing needs `allow(json_without_content_type)` here: the policy does not break that rule \
             [invalid_acknowledgement]\n\nhelp: remove it"
        }
        Rule::AuthWithoutAuthorization => {
            "nothing needs `allow(auth_without_authorization)` here: the policy does not break that rule \
             [invalid_acknowledgement]\n\nhelp: remove it"
        }
        Rule::WebsocketWithoutEnforce => {
            "nothing needs `allow(websocket_without_enforce)` here: the policy does not break that rule \
             [invalid_acknowledgement]\n\nhelp: remove it"
        }
        _ => "nothing needs this `allow` here [invalid_acknowledgement]\n\nhelp: remove it",
    }
}
