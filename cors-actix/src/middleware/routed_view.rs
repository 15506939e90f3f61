//! A routed request, as `cors-core` reads it.

use actix_web::{
    HttpRequest,
    http::{header::HeaderValue, uri::Authority},
};
use cors_core::RequestHead;

use super::{http::scheme, tracking::RequestState};

/// Method and origin as the client sent them, and the rest if the request still exists.
pub(crate) struct RoutedView<'r> {
    pub(crate) state: &'r RequestState,
    pub(crate) request: Option<&'r HttpRequest>,
}

impl RequestHead for RoutedView<'_> {
    #[inline]
    fn method(&self) -> &str {
        self.state.method.as_str()
    }

    #[inline]
    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.state.origin_lines().map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        // A preflight that no policy has answered is an actual request to the handler that it reaches.
        std::iter::empty()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        // The request was found to be same-origin while it existed; a browser states that by this header.
        let own = (self.state.is_same_origin.get() && name == "sec-fetch-site").then_some(&b"same-origin"[..]);
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
