//! The `Origin` header of a request.

use crate::page::{
    modes::{ReferrerPolicy, RequestMode},
    page_request::PageRequest,
    url::Url,
};

/// Fetch, ["response tainting"](https://fetch.spec.whatwg.org/#concept-request-response-tainting).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tainting {
    Basic,
    Cors,
    Opaque,
}

/// Fetch, ["append a request `Origin` header"](https://fetch.spec.whatwg.org/#append-a-request-origin-header). `origin` is the
/// serialised origin of the request.
pub(crate) fn origin_header(
    page: &PageRequest,
    method: &str,
    url: &Url,
    tainting: Tainting,
    origin: &str,
) -> Option<String> {
    if tainting == Tainting::Cors || page.mode == RequestMode::WebSocket {
        return Some(origin.to_owned());
    }
    if matches!(method, "GET" | "HEAD") {
        return None;
    }
    let is_sent = match page.referrer_policy {
        _ if page.mode == RequestMode::Cors => true,
        ReferrerPolicy::NoReferrer => false,
        ReferrerPolicy::NoReferrerWhenDowngrade
        | ReferrerPolicy::StrictOrigin
        | ReferrerPolicy::StrictOriginWhenCrossOrigin => !page.page_origin.starts_with("https://") || url.is_https(),
        ReferrerPolicy::SameOrigin => url.is_of(&page.page_origin),
        ReferrerPolicy::Origin | ReferrerPolicy::OriginWhenCrossOrigin | ReferrerPolicy::UnsafeUrl => true,
    };
    Some(if is_sent { origin } else { "null" }.to_owned())
}
