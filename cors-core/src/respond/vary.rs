//! Merging into `Vary`.

/// Whether `Origin` has to be added to a response's `Vary`, given the lines that it has.
///
/// RFC 9110, section 12.5.5: names are compared ignoring case, and `*` says everything. Lines are never replaced: a handler's
/// own `Vary` is true whatever the policy is.
///
/// ```
/// use cors_core::needs_vary_origin;
///
/// assert!(needs_vary_origin([&b"accept-encoding"[..], b"accept"]));
/// assert!(!needs_vary_origin([&b"Accept, ORIGIN"[..]]));
/// assert!(!needs_vary_origin([&b"*"[..]]));
/// ```
pub fn needs_vary_origin<'v>(lines: impl IntoIterator<Item = &'v [u8]>) -> bool {
    let mut names = lines.into_iter().flat_map(|line| line.split(|&byte| byte == b','));
    !names.any(|name| matches!(name.trim_ascii(), b"*") || name.trim_ascii().eq_ignore_ascii_case(b"origin"))
}
