//! An axum request, as far as CORS is concerned.

use std::fmt;

use axum::extract::{MatchedPath, Request};
use cors_core::RequestHead;
use http::{
    HeaderName,
    header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN},
    uri::Authority,
};

pub(crate) struct Head<'r>(pub(crate) &'r Request);

impl Head<'_> {
    fn lines(&self, name: HeaderName) -> impl Iterator<Item = &[u8]> {
        self.0.headers().get_all(name).iter().map(|line| line.as_bytes())
    }
}

/// The pattern of the route that a request has, as people know it.
pub(crate) struct Route<'r>(pub(crate) &'r Request);

impl fmt::Display for Route<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str))
    }
}

impl RequestHead for Head<'_> {
    fn method(&self) -> &str {
        self.0.method().as_str()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ORIGIN)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ACCESS_CONTROL_REQUEST_METHOD)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ACCESS_CONTROL_REQUEST_HEADERS)
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.0.headers().get_all(name).iter().map(|line| line.as_bytes())
    }

    fn authority(&self) -> Option<&str> {
        self.0.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        self.0.uri().scheme_str()
    }
}
