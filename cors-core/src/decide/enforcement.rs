//! The requests that `enforce` refuses.

use super::{
    decision::Access,
    page::{Page, Sender},
    request::RequestHead,
};
use crate::{policy::policy::Policy, respond::vary::ReadHeaders};

/// The verdict of `enforce` about a request, whether it refuses or only reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The policy trusts the request.
    Passes,
    /// A listed origin acts with a cookie, and the policy does not say `credentials`.
    CookieWithoutCredentials,
    /// A page of an origin that is not listed sends it, and it is not a link.
    Foreign,
}

/// A verdict, and the headers that it depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) read: ReadHeaders,
}

/// Judges an actual request.
///
/// 1. A listed origin passes. With a cookie, it passes only if the policy says `credentials`: otherwise the origin may call
///    anonymously, but not as the user.
/// 2. The server's own pages pass, links too, and what no page sends.
/// 3. Any other request is refused.
#[inline]
pub(super) fn judge<R: RequestHead>(policy: &Policy, access: Access<'_>, request: &R) -> Judgement {
    let is_listed = access.is_allowed();
    if is_listed && policy.allows_credentials() {
        return Judgement { verdict: Verdict::Passes, read: ReadHeaders::ORIGIN };
    }
    let cookie = if is_listed { ReadHeaders::COOKIE } else { ReadHeaders::NONE };
    if is_listed && !request.has_cookie() {
        return Judgement { verdict: Verdict::Passes, read: ReadHeaders::ORIGIN.and(cookie) };
    }
    let sender = Sender::of(request);
    let verdict = match sender.page {
        Page::Own | Page::Link | Page::Unknown => Verdict::Passes,
        Page::OtherScheme | Page::Foreign if is_listed => Verdict::CookieWithoutCredentials,
        Page::OtherScheme | Page::Foreign => Verdict::Foreign,
    };
    Judgement { verdict, read: sender.read.and(cookie) }
}
