//! The values in which origins can be looked up.

use super::{
    allowed_origin::{self, AllowedOrigin},
    requested_origin::RequestedOrigin,
};
use crate::syntax::pattern::OriginPattern;

/// A value in which [`RequestedOrigin::find_in`] looks up an origin: a set, a pattern or a string that a trusted person wrote.
///
/// The trait is sealed: allowed origins are written down, not computed from the request.
#[diagnostic::on_unimplemented(
    message = "an origin cannot be looked up in `{Self}`",
    label = "not an `OriginSet`, a `ReloadableOrigins`, an `OriginPattern`, a `str` or a `String`",
    note = "for a list of strings, make a set once, at start-up: `OriginSet::from_origins(list)?`",
    note = "a closure or a `bool` is not proof: an allowed origin has to be written down"
)]
pub trait Trusted: sealed::Search {}

pub(crate) mod sealed {
    use crate::origins::{allowed_origin::AllowedOrigin, requested_origin::RequestedOrigin};

    pub trait Search {
        fn search<'r>(&self, origin: RequestedOrigin<'r>) -> Option<AllowedOrigin<'r>>;
    }
}

impl<'r> RequestedOrigin<'r> {
    #[doc = include_str!("../../docs/find_in.md")]
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

/// Returns whether `text` is a part of the request itself, not a copy: `origin.find_in(origin.as_str())` would allow every origin.
fn is_part_of(text: &str, origin: &str) -> bool {
    origin.as_bytes().as_ptr_range().contains(&text.as_ptr())
}
