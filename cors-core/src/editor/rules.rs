//! The rules that can be acknowledged, for `allow(…)`.

use crate::Rule;

macro_rules! rules {
    ($( $name:ident $rule:ident, )+) => {$(
        #[doc = concat!("See [`Rule::", stringify!($rule), "`].")]
        pub const $name: Rule = Rule::$rule;
    )+};
}

rules! {
    localhost_origin LocalhostOrigin,
    insecure_origin InsecureOrigin,
    public_suffix_wildcard PublicSuffixWildcard,
    any_installation AnyInstallation,
    json_without_content_type JsonWithoutContentType,
    auth_without_authorization AuthWithoutAuthorization,
    websocket_without_enforce WebsocketWithoutEnforce,
    forgeable Forgeable,
}

/// Why the risk is accepted: `allow(insecure_origin, reason = "…")`. The inventory shows it to reviewers.
pub const reason: &str = "reason = \"…\"";
