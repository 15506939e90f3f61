//! The rules that can be acknowledged, for `allow(…)`. Their documentation is that of the guide.

use crate::Rule;

macro_rules! rules {
    ($( $name:ident $rule:ident, )+) => {
        $(
            // rustdoc renders and tests these pages in the guide, where their links lead somewhere.
            #[cfg_attr(not(any(doc, doctest)), doc = include_str!(concat!("../../docs/rules/", stringify!($name), ".md")))]
            ///
            #[doc = concat!("See also [`Rule::", stringify!($rule), "`].")]
            pub const $name: Rule = Rule::$rule;
        )+

        #[cfg(test)]
        pub(super) const ALL: &[(&str, Rule)] = &[$((stringify!($name), $name)),+];
    };
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
