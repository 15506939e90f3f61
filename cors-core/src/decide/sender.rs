//! The page that a request comes from, as far as its headers tell.
//!
//! A page of the server's own origin sends an `Origin` too, unless its method is `GET` or `HEAD` (Fetch, ["append a request `Origin`
//! header"]), and no policy has to list its own server. Other pages can send requests without an `Origin`: links, images, frames.
//!
//! ["append a request `Origin` header"]: https://fetch.spec.whatwg.org/#append-a-request-origin-header

use super::{
    page::{Page, Sender},
    request::{RequestHead, RequestOrigin, single},
};
use crate::{
    respond::vary::ReadHeaders,
    syntax::{authority::split_port, origin::Parts},
};

impl Sender {
    /// The sender of a request, by its headers.
    ///
    /// 1. `Sec-Fetch-Site` decides, if the browser sends it (Fetch Metadata, section 2.3): scripts cannot set it, and proxies leave it
    ///    alone. It decides for an `Origin` of `null` too, such as that of a form with `Referrer-Policy: no-referrer`.
    /// 2. Without `Origin`, a request from another origin is a link if it loads a whole page: `Sec-Fetch-Mode: navigate` with
    ///    `Sec-Fetch-Dest: document`, by `GET` or `HEAD` (Fetch Metadata, sections 2.1 and 2.2).
    /// 3. Otherwise the authority and the scheme of the request are compared with the origin. Behind a proxy that terminates TLS,
    ///    `Forwarded` or `X-Forwarded-Proto` names the scheme; without them, both `http` and `https` match. A page cannot set the two
    ///    headers without a preflight, and its own host would still differ from the request's authority.
    #[cold]
    pub fn of<R: RequestHead>(request: &R) -> Self {
        request.known_sender().unwrap_or_else(|| Sender::read(request))
    }

    fn read<R: RequestHead>(request: &R) -> Self {
        let origin = match RequestOrigin::read(request.origin()) {
            RequestOrigin::Absent => return Sender::without_origin(request),
            RequestOrigin::Malformed(_) => return Sender { page: Page::Foreign, read: ReadHeaders::ORIGIN },
            RequestOrigin::Null => None,
            RequestOrigin::Some(origin) => Some(origin),
        };
        let read = ReadHeaders::ORIGIN.and(ReadHeaders::SITE);
        match (single(request.header("sec-fetch-site")), origin) {
            (Some(b"same-origin" | b"none"), _) => Sender { page: Page::Own, read },
            (Some(b"same-site" | b"cross-site"), _) | (_, None) => Sender { page: Page::Foreign, read },
            (_, Some(origin)) => Sender {
                page: page_by_authority(request, origin.parts()),
                read: read.and(ReadHeaders::HOST).and(ReadHeaders::SCHEME),
            },
        }
    }

    fn without_origin<R: RequestHead>(request: &R) -> Self {
        let read = ReadHeaders::ORIGIN.and(ReadHeaders::SITE);
        let mut site = request.header("sec-fetch-site");
        let page = match (site.next(), site.next()) {
            (None, _) => Page::Unknown,
            (Some(b"same-origin" | b"none"), None) => Page::Own,
            // A value that is not known yet is not one that the server's own pages have.
            _ => {
                let is = |name, value: &[u8]| single(request.header(name)) == Some(value);
                let is_whole_page = is("sec-fetch-mode", b"navigate") && is("sec-fetch-dest", b"document");
                let page = match request.method() {
                    "GET" | "HEAD" if is_whole_page => Page::Link,
                    _ => Page::Foreign,
                };
                return Sender { page, read: read.and(ReadHeaders::DESTINATION) };
            }
        };
        Sender { page, read }
    }
}

/// Compares an origin with the authority and the scheme of a request.
fn page_by_authority<R: RequestHead>(request: &R, Parts { scheme, host, port }: Parts<'_>) -> Page {
    let default = match scheme {
        "http" => "80",
        "https" => "443",
        _ => return Page::Foreign,
    };
    let Some(authority) = request.authority() else { return Page::Foreign };
    let (own_host, own_port) = split_port(authority);
    if !own_host.eq_ignore_ascii_case(host) || own_port.unwrap_or(default) != port.unwrap_or(default) {
        return Page::Foreign;
    }
    match own_scheme(request) {
        Some(own) if own != scheme => Page::OtherScheme,
        Some(_) | None => Page::Own,
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
