//! The origin that asks.

use crate::{
    allowed_origin::AllowedOrigin,
    origin::{Origin, Parts},
    request::RequestOrigin,
    trusted::Trusted,
};

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

    /// Looks the origin up in something that is trusted, byte for byte. The answer is the evidence without which no response
    /// names an origin; `None`: it is not let in.
    ///
    /// `trusted` is an [`OriginSet`](crate::OriginSet), a [`ReloadableOrigins`](crate::ReloadableOrigins), an
    /// [`OriginPattern`](crate::OriginPattern), or a string from a place that only trusted people write to, such as a column
    /// of a database. The rules hold there as well:
    ///
    /// * A string that is no origin and no pattern lets nobody in.
    /// * Nor does one that is a part of the request: `origin.find_in(origin.as_str())` is no evidence. It is told by where it
    ///   is in memory, so that a copy would be taken for a trusted string; and so that in a test, the literal that the request
    ///   was made from without a copy (`HeaderValue::from_static`) is not taken for one.
    /// * `localhost` and loopback addresses let nobody in: any program on the machine of whoever opens the page can be that
    ///   origin. An [`OriginSet`](crate::OriginSet) can let them in, on the record.
    /// * Evidence from an `http:` origin, from a pattern for sub-domains of a public suffix or from a pattern for any installation
    ///   (`moz-extension://*`) is none for requests with credentials. From an [`OriginSet`](crate::OriginSet) it is, because there the
    ///   risk was accepted on the record.
    ///
    /// ```
    /// use cors_core::RequestOrigin;
    ///
    /// /// A tenant's own domain, from a table.
    /// let stored = String::from("https://shop.example");
    ///
    /// let read = |line: &'static str| RequestOrigin::read([line.as_bytes()].into_iter()).requested();
    /// assert!(read("https://shop.example").unwrap().find_in(&stored).is_some());
    /// assert!(read("https://evil.test").unwrap().find_in(&stored).is_none());
    /// assert!(read("https://shop.example").unwrap().find_in("shop.example").is_none()); // no scheme: no origin
    /// ```
    #[must_use]
    pub fn find_in(&self, trusted: &(impl Trusted + ?Sized)) -> Option<AllowedOrigin<'r>> {
        trusted.search(*self)
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

impl<'r> RequestOrigin<'r> {
    /// The origin that asks, if there is one to look up.
    #[must_use]
    pub fn requested(self) -> Option<RequestedOrigin<'r>> {
        match self {
            RequestOrigin::Some(origin) => Some(origin),
            RequestOrigin::Absent | RequestOrigin::Null | RequestOrigin::Malformed(_) => None,
        }
    }
}
