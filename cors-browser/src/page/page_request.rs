//! A request as a script describes it.

use super::modes::{CredentialsMode, RedirectMode, ReferrerPolicy, RequestMode};

/// A request as a script describes it.
///
/// Nothing is validated here: [`fetch`](crate::fetch) rejects the requests that a browser rejects.
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
    /// An opaque origin, such as that of a sandboxed frame, is `null`.
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

    /// Sets the target: an origin or a whole URL. A request to the page's own origin needs no permission.
    #[must_use]
    pub fn to(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Adds a header. Each character of the value is a byte, as in a script.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the credentials mode to [`CredentialsMode::Include`].
    #[must_use]
    pub fn with_credentials(self) -> Self {
        self.credentials(CredentialsMode::Include)
    }

    /// Sets the credentials mode.
    #[must_use]
    pub fn credentials(mut self, credentials: CredentialsMode) -> Self {
        self.credentials = credentials;
        self
    }

    /// Sets the mode.
    #[must_use]
    pub fn mode(mut self, mode: RequestMode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets the redirect mode.
    #[must_use]
    pub fn redirect(mut self, redirect: RedirectMode) -> Self {
        self.redirect = redirect;
        self
    }

    /// Sets the referrer policy of the page.
    #[must_use]
    pub fn referrer_policy(mut self, referrer_policy: ReferrerPolicy) -> Self {
        self.referrer_policy = referrer_policy;
        self
    }

    /// Adds a listener to the progress of the upload, or makes the body a stream: either needs a preflight.
    ///
    /// Fetch, ["use-CORS-preflight flag"](https://fetch.spec.whatwg.org/#use-cors-preflight-flag).
    #[must_use]
    pub fn with_upload_listener(mut self) -> Self {
        self.upload_listener = true;
        self
    }
}
