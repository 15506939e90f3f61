//! Recognises requests from pages of the server's own origin.
//!
//! Such a request has an `Origin` header too, unless its method is `GET` or `HEAD` (Fetch, ["append a request `Origin` header"]),
//! and no policy has to list its own server.
//!
//! ["append a request `Origin` header"]: https://fetch.spec.whatwg.org/#append-a-request-origin-header

use super::request::{RequestHead, RequestOrigin};
use crate::syntax::origin::Parts;

/// The page that a request comes from, as seen from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A page of the server's own origin, or no page: the user typed an address or chose a bookmark.
    Own,
    /// A page of the server's own host and port, but not of the scheme that the request seems to have.
    OtherScheme,
    /// A page of another origin.
    Foreign,
}

impl Page {
    /// Reads it from the headers of a request.
    ///
    /// 1. `Sec-Fetch-Site` decides, if the browser sends it (Fetch Metadata, section 2.3): scripts cannot set it, and proxies leave it
    ///    alone. It decides for an `Origin` of `null` too, such as that of a form with `Referrer-Policy: no-referrer`.
    /// 2. Otherwise the authority and the scheme of the request are compared with the origin. Behind a proxy that terminates TLS,
    ///    `Forwarded` or `X-Forwarded-Proto` names the scheme; without them, both `http` and `https` match. A page cannot set the two
    ///    headers without a preflight, and its own host would still differ from the request's authority.
    #[cold]
    pub fn of<R: RequestHead>(request: &R) -> Self {
        let origin = match RequestOrigin::read(request.origin()) {
            RequestOrigin::Absent => return Page::Own,
            RequestOrigin::Malformed(_) => return Page::Foreign,
            RequestOrigin::Null => None,
            RequestOrigin::Some(origin) => Some(origin),
        };
        match single(request.header("sec-fetch-site")) {
            Some(b"same-origin" | b"none") => return Page::Own,
            Some(b"same-site" | b"cross-site") => return Page::Foreign,
            _ => {}
        }
        origin.map_or(Page::Foreign, |origin| Page::by_authority(request, origin.parts()))
    }

    fn by_authority<R: RequestHead>(request: &R, Parts { scheme, host, port }: Parts<'_>) -> Self {
        let default = match scheme {
            "http" => "80",
            "https" => "443",
            _ => return Page::Foreign,
        };
        // The authority of an absolute target takes precedence (RFC 9112, section 3.2.2).
        let host_line = || single(request.header("host")).and_then(|line| str::from_utf8(line).ok());
        let Some(authority) = request.authority().or_else(host_line) else { return Page::Foreign };
        let (own_host, own_port) = split_port(authority);
        if !own_host.eq_ignore_ascii_case(host) || own_port.unwrap_or(default) != port.unwrap_or(default) {
            return Page::Foreign;
        }
        match own_scheme(request) {
            Some(own) if own != scheme => Page::OtherScheme,
            Some(_) | None => Page::Own,
        }
    }
}

/// The scheme that the browser used, if the request names it; `ws` is `http`, and `wss` is `https`.
fn own_scheme<R: RequestHead>(request: &R) -> Option<&'static str> {
    let forwarded =
        request.header("forwarded").next().and_then(|line| first(line).split(|&byte| byte == b';').find_map(proto));
    let x_forwarded = || request.header("x-forwarded-proto").next().map(first);
    // A proxy may terminate TLS, so the request's own scheme counts only if it is `https`.
    let own = || request.scheme().map(str::as_bytes).filter(|scheme| *scheme == b"https");
    let named = forwarded.or_else(x_forwarded).or_else(own).filter(|scheme| !scheme.is_empty())?;
    let is = |scheme: &&str| named.eq_ignore_ascii_case(scheme.as_bytes());
    Some(match ["http", "ws", "https", "wss"].iter().find(|scheme| is(scheme)) {
        Some(&("http" | "ws")) => "http",
        Some(_) => "https",
        // No page has this scheme.
        None => "",
    })
}

/// `proto=https` (RFC 7239, section 5.4).
fn proto(pair: &[u8]) -> Option<&[u8]> {
    let pair = pair.trim_ascii();
    let (name, value) = pair.split_at_checked(6)?;
    let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
    name.eq_ignore_ascii_case(b"proto=").then_some(value)
}

/// The first element of a list: that of the proxy next to the browser.
fn first(line: &[u8]) -> &[u8] {
    line.split(|&byte| byte == b',').next().unwrap_or_default().trim_ascii()
}

fn single<'r>(mut lines: impl Iterator<Item = &'r [u8]>) -> Option<&'r [u8]> {
    lines.next().filter(|_| lines.next().is_none())
}

/// Splits `host`, `host:port`, `[v6]` or `[v6]:port`. An empty port counts as none (RFC 3986, section 3.2.3).
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port).filter(|port| !port.is_empty())),
        _ => (authority, None),
    }
}
