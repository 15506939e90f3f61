//! The header `Vary`.

/// Returns whether `Origin` has to be added to a response with these lines of `Vary`.
///
/// RFC 9110, section 12.5.5: case is ignored, and `*` covers every header. The lines of a handler are never replaced, because they
/// stay true.
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
