//! What a script asks for.

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
}

/// A request as a script describes it.
///
/// Nothing is checked here: what a browser refuses, [`fetch`](super::fetch) refuses.
///
/// ```
/// use cors_core::browser::PageRequest;
///
/// // fetch("https://api.example.com/…", { method: "PUT", credentials: "include", headers: { "content-type": … } })
/// let request = PageRequest::new("https://app.example.com", "PUT")
///     .header("content-type", "application/json")
///     .with_credentials();
/// # let _ = request;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    pub(super) page_origin: String,
    pub(super) url_origin: Option<String>,
    pub(super) method: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) credentials: CredentialsMode,
    pub(super) mode: RequestMode,
    pub(super) upload_listener: bool,
}

impl PageRequest {
    /// A request from a page of this origin to another origin, in the mode [`RequestMode::Cors`], without credentials.
    ///
    /// An opaque origin, as that of a sandboxed frame, is `null`.
    pub fn new(page_origin: impl Into<String>, method: impl Into<String>) -> Self {
        PageRequest {
            page_origin: page_origin.into(),
            url_origin: None,
            method: method.into(),
            headers: Vec::new(),
            credentials: CredentialsMode::default(),
            mode: RequestMode::default(),
            upload_listener: false,
        }
    }

    /// Says which origin it goes to. A request to the page's own needs no permission.
    #[must_use]
    pub fn to(mut self, url_origin: impl Into<String>) -> Self {
        self.url_origin = Some(url_origin.into());
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

    /// Has the page listen to the progress of the upload, or send a stream: then even a simple request is asked for beforehand.
    ///
    /// Fetch, ["use-CORS-preflight flag"](https://fetch.spec.whatwg.org/#use-cors-preflight-flag).
    #[must_use]
    pub fn with_upload_listener(mut self) -> Self {
        self.upload_listener = true;
        self
    }
}
