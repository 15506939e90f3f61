//! Whether a request comes from a page of the very origin that it goes to.
//!
//! Such a request carries `Origin` too, unless its method is `GET` or `HEAD` (Fetch, ["append a request `Origin` header"]), and
//! no policy has to list its own server.
//!
//! ["append a request `Origin` header"]: https://fetch.spec.whatwg.org/#append-a-request-origin-header

use crate::{origin::Parts, request::RequestHead};

/// Whether `origin` is where the request goes.
///
/// 1. `Sec-Fetch-Site` tells, where the browser sends it (Fetch Metadata, section 2.3): scripts cannot set it, and proxies
///    leave it alone.
/// 2. Otherwise `Host` and the scheme are compared. Behind a proxy that ends TLS the scheme is what `Forwarded` or
///    `X-Forwarded-Proto` says; where nobody says it, both `http` and `https` are taken for it. A page cannot set these two
///    without a preflight, and to be believed they would have to name the page's own host.
#[doc(hidden)]
pub fn is_same_origin<R: RequestHead>(request: &R, origin: &str) -> bool {
    match single(request.header("sec-fetch-site")) {
        Some(b"same-origin") => return true,
        Some(b"same-site" | b"cross-site") => return false,
        _ => {}
    }
    let Some(Parts { scheme, host, port }) = Parts::of_request(origin) else { return false };
    let default = match scheme {
        "http" => "80",
        "https" => "443",
        _ => return false,
    };
    if own_scheme(request).is_some_and(|own| !own.eq_ignore_ascii_case(scheme.as_bytes())) {
        return false;
    }
    let host_line = single(request.header("host")).and_then(|line| str::from_utf8(line).ok());
    let Some(authority) = host_line.or_else(|| request.authority()) else { return false };
    let (own_host, own_port) = split_port(authority);
    own_host.eq_ignore_ascii_case(host) && own_port.unwrap_or(default) == port.unwrap_or(default)
}

/// The scheme that the browser used, as far as anybody says it.
fn own_scheme<R: RequestHead>(request: &R) -> Option<&[u8]> {
    let forwarded =
        request.header("forwarded").next().and_then(|line| first(line).split(|&byte| byte == b';').find_map(proto));
    let x_forwarded = || request.header("x-forwarded-proto").next().map(first);
    // What a proxy speaks with us need not be what the browser spoke with the proxy, unless it is already the better one.
    let own = || request.scheme().map(str::as_bytes).filter(|scheme| *scheme == b"https");
    forwarded.or_else(x_forwarded).or_else(own).filter(|scheme| !scheme.is_empty())
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
