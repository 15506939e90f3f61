//! Whether a request comes from a page of the very origin that it goes to.
//!
//! Such a request carries `Origin` too, unless its method is `GET` or `HEAD` (Fetch, ["append a request `Origin` header"]), and
//! no policy has to list its own server.
//!
//! ["append a request `Origin` header"]: https://fetch.spec.whatwg.org/#append-a-request-origin-header

use super::request::{RequestHead, RequestOrigin};
use crate::syntax::origin::Parts;

/// The page that a request comes from, as seen from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A page of the server's own origin, or no page: the user typed an address or chose a bookmark.
    Own,
    /// A page of the server's own host and port, by another scheme than the one that the request is said to have come by.
    OtherScheme,
    /// A page of another origin.
    Foreign,
}

impl Page {
    /// Tells from the headers of a request.
    ///
    /// 1. `Sec-Fetch-Site` tells, where the browser sends it (Fetch Metadata, section 2.3): scripts cannot set it, and proxies
    ///    leave it alone. It tells also where `Origin` is `null`, as for a form of a page with `Referrer-Policy: no-referrer`.
    /// 2. Otherwise the authority of the request and its scheme are compared with the origin. Behind a proxy that ends TLS the scheme
    ///    is what `Forwarded` or `X-Forwarded-Proto` says; where neither is there, both `http` and `https` are taken for it. A page
    ///    cannot set these two without a preflight, and to be believed they would have to name the page's own host.
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
        // The authority of an absolute target is the one that counts (RFC 9112, section 3.2.2).
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

/// The scheme that the browser used, as far as the request says it. A handshake of a WebSocket counts as the request that it is.
fn own_scheme<R: RequestHead>(request: &R) -> Option<&'static str> {
    let forwarded =
        request.header("forwarded").next().and_then(|line| first(line).split(|&byte| byte == b';').find_map(proto));
    let x_forwarded = || request.header("x-forwarded-proto").next().map(first);
    // What a proxy speaks with us need not be what the browser spoke with the proxy, unless it is already the better one.
    let own = || request.scheme().map(str::as_bytes).filter(|scheme| *scheme == b"https");
    let named = forwarded.or_else(x_forwarded).or_else(own).filter(|scheme| !scheme.is_empty())?;
    let is = |scheme: &&str| named.eq_ignore_ascii_case(scheme.as_bytes());
    Some(match ["http", "ws", "https", "wss"].iter().find(|scheme| is(scheme)) {
        Some(&("http" | "ws")) => "http",
        Some(_) => "https",
        // Not a scheme that a page of the web has.
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

/// The first element of a list: what the proxy next to the browser has said.
fn first(line: &[u8]) -> &[u8] {
    line.split(|&byte| byte == b',').next().unwrap_or_default().trim_ascii()
}

fn single<'r>(mut lines: impl Iterator<Item = &'r [u8]>) -> Option<&'r [u8]> {
    lines.next().filter(|_| lines.next().is_none())
}

/// `host`, `host:port`, `[v6]`, `[v6]:port`. An empty port is none (RFC 3986, section 3.2.3).
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port).filter(|port| !port.is_empty())),
        _ => (authority, None),
    }
}
