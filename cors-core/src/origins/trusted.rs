//! What evidence can come from.

use super::{
    allowed_origin::{self, AllowedOrigin},
    requested_origin::RequestedOrigin,
};
use crate::syntax::pattern::OriginPattern;

/// What [`RequestedOrigin::find_in`] looks an origin up in: a set, a pattern or a string that a trusted person wrote.
///
/// No other type can be: what lets somebody in has to be read, and not computed from the request.
#[diagnostic::on_unimplemented(
    message = "an origin cannot be looked up in `{Self}`",
    label = "not an `OriginSet`, a `ReloadableOrigins`, an `OriginPattern`, a `str` or a `String`",
    note = "for a list of strings, make a set once, at start-up: `OriginSet::from_origins(list)?`",
    note = "a closure or a `bool` is no evidence: origins are let in because somebody has written them down"
)]
pub trait Trusted: sealed::Search {}

pub(crate) mod sealed {
    use crate::origins::{allowed_origin::AllowedOrigin, requested_origin::RequestedOrigin};

    pub trait Search {
        fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>>;
    }
}

impl<'r> RequestedOrigin<'r> {
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
}

impl Trusted for OriginPattern {}

impl sealed::Search for OriginPattern {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        let pieces = self.pieces();
        let matches = !pieces.is_localhost() && self.matches(origin.as_str());
        let credentials = !pieces.is_insecure() && !pieces.is_any_host() && !self.matches_public_suffix();
        matches.then(|| allowed_origin::matched(origin.as_str(), credentials))
    }
}

impl Trusted for str {}

impl sealed::Search for str {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        if is_part_of(self, origin.as_str()) {
            return None;
        }
        OriginPattern::parse(self).ok()?.search(origin)
    }
}

impl Trusted for String {}

impl sealed::Search for String {
    fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>> {
        self.as_str().search(origin)
    }
}

/// Whether `text` is a part of the request and no copy of one: `origin.find_in(origin.as_str())` would let in whoever asks.
fn is_part_of(text: &str, origin: &str) -> bool {
    origin.as_bytes().as_ptr_range().contains(&text.as_ptr())
}
