//! The parts of a request that CORS depends on.

use super::{page::Sender, reason::Reason};
use crate::{
    origins::requested_origin::RequestedOrigin,
    syntax::{origin::MAX_ORIGIN, token::is_token},
};

/// The head of a request. Adapters implement it for their framework's type.
///
/// A method returns every line of its header, in order, as bytes: a header need not be text.
pub trait RequestHead {
    /// The method.
    fn method(&self) -> &str;

    /// The lines of `Origin`.
    fn origin(&self) -> impl Iterator<Item = &[u8]>;

    /// The lines of `Access-Control-Request-Method`.
    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]>;

    /// The lines of `Access-Control-Request-Headers`.
    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]>;

    /// The lines of a header by its name in lower case. Read only for `enforce`, and to recognise the server's own pages.
    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]>;

    /// The authority of the request's target: `:authority` of HTTP/2, or that of an absolute URL.
    fn target_authority(&self) -> Option<&str> {
        None
    }

    /// The authority that the request is for: that of its target, or else of the only line of `Host` (RFC 9112, section 3.2.2).
    fn authority(&self) -> Option<&str> {
        let host = || single(self.header("host")).and_then(|line| str::from_utf8(line).ok());
        self.target_authority().or_else(host)
    }

    /// The scheme of the request's target: `:scheme` of HTTP/2, or that of an absolute URL.
    fn scheme(&self) -> Option<&str> {
        None
    }

    /// Returns whether the request carries a `Cookie`.
    fn has_cookie(&self) -> bool {
        self.header("cookie").next().is_some()
    }

    /// The page that the request comes from, if the adapter has read it before and remembers it.
    #[doc(hidden)]
    fn known_sender(&self) -> Option<Sender> {
        None
    }
}

/// The origin that a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestOrigin<'r> {
    /// No `Origin`: not a CORS request.
    Absent,
    /// `null`, an opaque origin (Fetch, "byte-serializing a request origin"), or `file://`, which some engines send for the same pages.
    Null,
    /// An origin to look up.
    Some(RequestedOrigin<'r>),
    /// Several lines, or a text that is not an [`Origin`](crate::Origin).
    Malformed(Reason),
}

impl<'r> RequestOrigin<'r> {
    /// Reads the lines of `Origin`, with bounded work. Nothing is allocated or normalised.
    pub fn read(lines: impl Iterator<Item = &'r [u8]>) -> Self {
        OriginLines::of(lines).read()
    }

    fn of_line(line: &'r [u8]) -> Self {
        // Nothing is read of a line that is too long.
        let text = Some(line).filter(|line| line.len() <= MAX_ORIGIN).and_then(|line| str::from_utf8(line).ok());
        if matches!(text, Some("null" | "file://")) {
            return RequestOrigin::Null;
        }
        let origin = text.and_then(RequestedOrigin::parse);
        origin.map_or(RequestOrigin::Malformed(Reason::MalformedOrigin), RequestOrigin::Some)
    }

    /// The origin to look up, if there is one.
    pub fn requested(self) -> Option<RequestedOrigin<'r>> {
        match self {
            RequestOrigin::Some(origin) => Some(origin),
            RequestOrigin::Absent | RequestOrigin::Null | RequestOrigin::Malformed(_) => None,
        }
    }
}

/// The lines of `Origin`, unread: to find an origin among the elements of a list, it need not be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OriginLines<'r> {
    None,
    One(&'r [u8]),
    Several,
}

impl<'r> OriginLines<'r> {
    pub(crate) fn of(mut lines: impl Iterator<Item = &'r [u8]>) -> Self {
        match (lines.next(), lines.next()) {
            (None, _) => OriginLines::None,
            (Some(line), None) => OriginLines::One(line),
            (Some(_), Some(_)) => OriginLines::Several,
        }
    }

    /// Returns whether a browser may have sent the line. Hosts in browsers may have characters that [`RequestOrigin::Some`] cannot
    /// have, and a policy for every origin allows their pages, too.
    pub(crate) fn may_be_sent(self) -> bool {
        matches!(self, OriginLines::One(line) if !line.is_empty() && line.len() <= MAX_ORIGIN && line.iter().all(u8::is_ascii_graphic))
    }

    pub(crate) fn read(self) -> RequestOrigin<'r> {
        match self {
            OriginLines::None => RequestOrigin::Absent,
            OriginLines::One(line) => RequestOrigin::of_line(line),
            // RFC 6454, section 7.3: a user agent sends at most one. None of several can be trusted.
            OriginLines::Several => RequestOrigin::Malformed(Reason::SeveralOrigins),
        }
    }
}

/// What a policy is asked about: the origin and the host of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OriginAndHost<'r> {
    pub(crate) origin: OriginLines<'r>,
    /// Read only if a policy has `hosts`.
    pub(crate) host: Option<&'r str>,
}

/// The only line of a header.
pub(super) fn single<'r>(mut lines: impl Iterator<Item = &'r [u8]>) -> Option<&'r [u8]> {
    lines.next().filter(|_| lines.next().is_none())
}

/// The longest method that is read, longer than any that a route has.
const MAX_METHOD: usize = 64;

/// The line with the method that a preflight requests, empty if there are several lines; `None`: the request is not a preflight.
///
/// Fetch, "CORS-preflight request": `OPTIONS` with `Origin` and `Access-Control-Request-Method`.
#[inline]
pub(crate) fn requested_method<'r, R: RequestHead>(request: &'r R, origin: OriginLines<'_>) -> Option<&'r [u8]> {
    if request.method() != "OPTIONS" || matches!(origin, OriginLines::None) {
        return None;
    }
    let mut lines = request.access_control_request_method();
    let line = lines.next()?;
    Some(if lines.next().is_none() { line } else { b"" })
}

pub(crate) fn method_in(line: &[u8]) -> Option<&str> {
    let is_method = line.len() <= MAX_METHOD && is_token(line);
    is_method.then(|| str::from_utf8(line).ok()).flatten()
}
