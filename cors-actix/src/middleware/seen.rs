//! A request after it has been routed, as `cors-core` sees it.

use actix_web::{
    HttpRequest,
    http::{header::HeaderValue, uri::Authority},
};
use cors_core::RequestHead;

use super::{http::scheme, tracking::Slot};

/// A request that is routed or answered: method and origin as the client sent them, the rest as far as the request is still there.
pub(crate) struct Seen<'r> {
    pub(crate) slot: &'r Slot,
    pub(crate) request: Option<&'r HttpRequest>,
}

impl RequestHead for Seen<'_> {
    #[inline]
    fn method(&self) -> &str {
        self.slot.method.as_str()
    }

    #[inline]
    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.slot.origin_lines().map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        // A preflight that no policy has answered is an actual request to the handler that it reaches.
        std::iter::empty()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        // Found out while the request was there, in the words of a browser.
        let own = (self.slot.is_own.get() && name == "sec-fetch-site").then_some(&b"same-origin"[..]);
        let sent = self.request.filter(|_| own.is_none()).map(|request| request.headers().get_all(name));
        own.into_iter().chain(sent.into_iter().flatten().map(HeaderValue::as_bytes))
    }

    fn authority(&self) -> Option<&str> {
        self.request?.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        let request = self.request?;
        scheme(request.app_config(), request.uri())
    }
}
