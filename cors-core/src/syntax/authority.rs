//! Authorities of requests: a host and a port.

/// Splits `host`, `host:port`, `[v6]` or `[v6]:port`. An empty port counts as none (RFC 3986, section 3.2.3).
pub(crate) fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port).filter(|port| !port.is_empty())),
        _ => (authority, None),
    }
}
