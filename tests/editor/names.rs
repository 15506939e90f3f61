//! The names that an editor proposes.

/// The options of an attribute, except for `crate`, which is a keyword.
pub(crate) const OPTIONS: &[&str] = &[
    "allow",
    "allow_headers",
    "companion",
    "credentials",
    "dev_origins",
    "enforce",
    "expose_headers",
    "hosts",
    "max_age",
    "methods",
    "origins",
    "policy",
    "same_origin",
];

/// What `allow(…)` can contain.
pub(crate) const RULES: &[&str] = &[
    "any_installation",
    "auth_without_authorization",
    "forgeable",
    "insecure_origin",
    "json_without_content_type",
    "localhost_origin",
    "public_suffix_wildcard",
    "reason",
    "websocket_without_enforce",
];

/// What `methods = […]` can contain without quotes.
pub(crate) const METHODS: &[&str] = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"];
