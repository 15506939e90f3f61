//! What a script may choose about its request.

/// When a request carries cookies, and the other credentials of the user.
///
/// Fetch, ["credentials mode"](https://fetch.spec.whatwg.org/#concept-request-credentials-mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CredentialsMode {
    /// Never: `omit`.
    Omit,
    /// To the page's own origin: `same-origin`, which is what `fetch` does unless it is told otherwise.
    #[default]
    SameOrigin,
    /// Always: `include`, or `withCredentials = true`.
    Include,
}

/// What a request is for.
///
/// Fetch, ["mode"](https://fetch.spec.whatwg.org/#concept-request-mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RequestMode {
    /// To be read, with the server's permission: `cors`, which is what `fetch` and `XMLHttpRequest` do.
    #[default]
    Cors,
    /// To be sent and never read: `no-cors`, as images, forms and beacons are.
    NoCors,
    /// To stay within the page's own origin: `same-origin`.
    SameOrigin,
    /// To open a WebSocket: `websocket`. It carries credentials, and nobody is asked for permission.
    WebSocket,
}

/// What becomes of a redirect.
///
/// Fetch, ["redirect mode"](https://fetch.spec.whatwg.org/#concept-request-redirect-mode).
///
/// ```
/// use cors_browser::{Outcome, PageRequest, RedirectMode, SentResponse, fetch};
///
/// let get = PageRequest::new("https://app.example.com", "GET").redirect(RedirectMode::Manual);
/// let moved = SentResponse::new(302).header("Location", "/new").header("Access-Control-Allow-Origin", "*");
/// assert_eq!(fetch(&get, |_| moved.clone()).outcome(), &Outcome::OpaqueRedirect);
/// // A redirect needs the headers, too.
/// assert!(matches!(fetch(&get, |_| SentResponse::new(302)).outcome(), Outcome::Blocked(_)));
/// ```
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

/// What a page tells others of its address.
///
/// Only what concerns `Origin` is looked at: a request in the mode [`RequestMode::NoCors`] can be made to say `null`.
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
    /// `strict-origin-when-cross-origin`, which is what a page has that says nothing.
    #[default]
    StrictOriginWhenCrossOrigin,
    /// `unsafe-url`.
    UnsafeUrl,
}
