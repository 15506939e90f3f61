//! The origin that a request names.

use crate::syntax::origin::{Origin, Parts};

/// The origin that a request names in its `Origin` header, exactly as a browser serialises one: [`Origin::parse`] accepts it.
///
/// It has a scheme and a host, both in lower case and ASCII, and at most a port: no path, user or white space, no `/`, `\`, `@`, `%`,
/// `*` or `..`. (The URL standard allows quotation marks and `;` in a host.) Any other request is denied as `malformed_origin`, and no
/// source is queried about it.
///
/// It allows nothing by itself: [`RequestedOrigin::find_in`] looks it up in a trusted value.
///
/// ```
/// use cors_core::{OriginPattern, RequestOrigin};
///
/// let lines = [&b"https://shop.partner.example:8443"[..]];
/// let origin = RequestOrigin::read(lines.into_iter()).requested().unwrap();
/// assert_eq!((origin.scheme(), origin.host(), origin.port()), ("https", "shop.partner.example", Some("8443")));
///
/// let partners = OriginPattern::parse("https://*.partner.example:*").unwrap();
/// assert_eq!(origin.find_in(&partners).unwrap().as_str(), origin.as_str());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestedOrigin<'r> {
    text: &'r str,
    parts: Parts<'r>,
}

impl<'r> RequestedOrigin<'r> {
    /// The origin as it was sent.
    pub fn as_str(&self) -> &'r str {
        self.text
    }

    /// The scheme, without `://`.
    pub fn scheme(&self) -> &'r str {
        self.parts.scheme
    }

    /// The host, by which tenants are often looked up. With `http` and `https`, it is a name or an address as the URL standard
    /// serialises it, IPv6 in brackets; with an application's own scheme, it has ASCII letters, digits, `-`, `.` and `_`.
    pub fn host(&self) -> &'r str {
        self.parts.host
    }

    /// The port, or `None` for the scheme's default.
    pub fn port(&self) -> Option<&'r str> {
        self.parts.port
    }

    pub(crate) fn parse(text: &'r str) -> Option<Self> {
        // To browsers, `*` is an ordinary character of hosts; here it is reserved for patterns.
        let parts = Origin::parse(text).ok().filter(|_| !text.contains('*'))?.parts();
        Some(RequestedOrigin { text, parts })
    }

    pub(crate) fn parts(self) -> Parts<'r> {
        self.parts
    }
}
