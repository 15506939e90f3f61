//! What a script asks for.

use super::modes::{CredentialsMode, RedirectMode, ReferrerPolicy, RequestMode};

/// A request as a script describes it.
///
/// Nothing is checked here: what a browser refuses, [`fetch`](crate::fetch) refuses.
///
/// ```
/// use cors_browser::PageRequest;
///
/// // fetch("https://api.example.com/…", { method: "PUT", credentials: "include", headers: { "content-type": … } })
/// let request = PageRequest::new("https://app.example.com", "PUT")
///     .header("content-type", "application/json")
///     .with_credentials();
/// # let _ = request;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    pub(crate) page_origin: String,
    pub(crate) url: Option<String>,
    pub(crate) method: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) credentials: CredentialsMode,
    pub(crate) mode: RequestMode,
    pub(crate) redirect: RedirectMode,
    pub(crate) referrer_policy: ReferrerPolicy,
    pub(crate) upload_listener: bool,
}

impl PageRequest {
    /// A request from a page of this origin to another origin, in the mode [`RequestMode::Cors`], without credentials.
    ///
    /// An opaque origin, as that of a sandboxed frame, is `null`.
    pub fn new(page_origin: impl Into<String>, method: impl Into<String>) -> Self {
        PageRequest {
            page_origin: page_origin.into(),
            url: None,
            method: method.into(),
            headers: Vec::new(),
            credentials: CredentialsMode::default(),
            mode: RequestMode::default(),
            redirect: RedirectMode::default(),
            referrer_policy: ReferrerPolicy::default(),
            upload_listener: false,
        }
    }

    /// Says where it goes: an origin or a whole URL. A request to the page's own origin needs no permission.
    #[must_use]
    pub fn to(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Adds a header.
    ///
    /// Each character is a byte, as in a script: Fetch, "Headers class".
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Has it carry credentials: [`CredentialsMode::Include`].
    #[must_use]
    pub fn with_credentials(self) -> Self {
        self.credentials(CredentialsMode::Include)
    }

    /// Says when it carries credentials.
    #[must_use]
    pub fn credentials(mut self, credentials: CredentialsMode) -> Self {
        self.credentials = credentials;
        self
    }

    /// Says what it is for.
    #[must_use]
    pub fn mode(mut self, mode: RequestMode) -> Self {
        self.mode = mode;
        self
    }

    /// Says what becomes of a redirect.
    #[must_use]
    pub fn redirect(mut self, redirect: RedirectMode) -> Self {
        self.redirect = redirect;
        self
    }

    /// Says what the page tells others of its address.
    #[must_use]
    pub fn referrer_policy(mut self, referrer_policy: ReferrerPolicy) -> Self {
        self.referrer_policy = referrer_policy;
        self
    }

    /// Has the page listen to the progress of the upload, or send a stream: then even a simple request is asked for beforehand.
    ///
    /// Fetch, ["use-CORS-preflight flag"](https://fetch.spec.whatwg.org/#use-cors-preflight-flag).
    #[must_use]
    pub fn with_upload_listener(mut self) -> Self {
        self.upload_listener = true;
        self
    }
}
