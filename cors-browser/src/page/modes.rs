//! The modes of a request.

/// Determines when a request carries credentials, such as cookies.
///
/// Fetch, ["credentials mode"](https://fetch.spec.whatwg.org/#concept-request-credentials-mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CredentialsMode {
    /// Never: `omit`.
    Omit,
    /// To the page's own origin: `same-origin`, the default of `fetch`.
    #[default]
    SameOrigin,
    /// Always: `include`, or `withCredentials = true`.
    Include,
}

/// The purpose of a request, which determines the permission that it needs.
///
/// Fetch, ["mode"](https://fetch.spec.whatwg.org/#concept-request-mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RequestMode {
    /// `cors`, the mode of `fetch` and `XMLHttpRequest`: the script reads the response, with the server's permission.
    #[default]
    Cors,
    /// `no-cors`, the mode of images, forms and beacons: the script cannot read the response.
    NoCors,
    /// `same-origin`: the request fails if its URL is of another origin.
    SameOrigin,
    /// `websocket`: the handshake of a WebSocket. It carries credentials and needs no permission.
    WebSocket,
}

/// Determines how a request handles redirects.
///
/// Fetch, ["redirect mode"](https://fetch.spec.whatwg.org/#concept-request-redirect-mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RedirectMode {
    /// The browser follows it: `follow`.
    #[default]
    Follow,
    /// It is an error: `error`.
    Error,
    /// The script learns that there was one: `manual`.
    Manual,
}

/// The policy for the `Referer` header, which also affects `Origin`: in the mode [`RequestMode::NoCors`] it can become `null`.
///
/// [Referrer Policy](https://w3c.github.io/webappsec-referrer-policy/#referrer-policies), section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferrerPolicy {
    /// `no-referrer`.
    NoReferrer,
    /// `no-referrer-when-downgrade`.
    NoReferrerWhenDowngrade,
    /// `same-origin`.
    SameOrigin,
    /// `origin`.
    Origin,
    /// `strict-origin`.
    StrictOrigin,
    /// `origin-when-cross-origin`.
    OriginWhenCrossOrigin,
    /// `strict-origin-when-cross-origin`, the default.
    #[default]
    StrictOriginWhenCrossOrigin,
    /// `unsafe-url`.
    UnsafeUrl,
}
