//! A routed request, as `cors-core` reads it.

use actix_web::{HttpRequest, http::header::HeaderValue};
use cors_core::{__private::Sender, RequestHead};

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
        let judged = self.state.judged.as_ref().filter(|_| name == "host");
        let kept = judged.and_then(|judged| judged.host.as_ref());
        let sent = self.request.filter(|_| judged.is_none()).map(|request| request.headers().get_all(name));
        kept.into_iter().chain(sent.into_iter().flatten()).map(HeaderValue::as_bytes)
    }

    fn target_authority(&self) -> Option<&str> {
        self.state.target_authority()
    }

    fn has_cookie(&self) -> bool {
        match &self.state.judged {
            Some(judged) => judged.has_cookie,
            None => self.header("cookie").next().is_some(),
        }
    }

    fn known_sender(&self) -> Option<Sender> {
        self.state.judged.as_ref().map(|judged| judged.sender)
    }

    fn scheme(&self) -> Option<&str> {
        let request = self.request?;
        scheme(request.app_config(), request.uri())
    }
}
