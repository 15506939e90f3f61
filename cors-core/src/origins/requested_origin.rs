//! The origin that asks.

use crate::syntax::origin::{Origin, Parts};

/// The origin that a request names in its `Origin` header, exactly as a browser serialises one: [`Origin::parse`] accepts it.
///
/// So it has a scheme and a host, both in lower case and ASCII, and at most a port: no path, no user, no white space, no `/`, `\`, `@`,
/// `%`, `*` or `..`. (The URL standard does allow quotation marks and `;` in a host.) A request that names anything else is denied as
/// `malformed_origin`, and no source is asked about it.
///
/// It grants nothing. What grants is [`RequestedOrigin::find_in`], against something that is trusted.
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
    /// The whole text, as it was sent.
    #[must_use]
    pub fn as_str(&self) -> &'r str {
        self.text
    }

    /// The scheme, without `://`.
    #[must_use]
    pub fn scheme(&self) -> &'r str {
        self.parts.scheme
    }

    /// The host, by which tenants are often looked up; an IPv6 address keeps its brackets. Of an origin of the web it is a name or an
    /// address as the URL standard serialises it; of an application's own scheme it is ASCII letters, digits, `-`, `.` and `_`.
    #[must_use]
    pub fn host(&self) -> &'r str {
        self.parts.host
    }

    /// The port, or `None` for the scheme's default.
    #[must_use]
    pub fn port(&self) -> Option<&'r str> {
        self.parts.port
    }

    /// The origin in a text; `None`: the text is not an origin.
    pub(crate) fn parse(text: &'r str) -> Option<Self> {
        // Browsers take a `*` for a character of hosts; here it belongs to patterns alone.
        let parts = Origin::parse(text).ok().filter(|_| !text.contains('*'))?.parts();
        Some(RequestedOrigin { text, parts })
    }

    pub(crate) fn parts(self) -> Parts<'r> {
        self.parts
    }
}
