//! Where the Fetch standard says what the model does.

use std::fmt;

/// A part of the [Fetch standard](https://fetch.spec.whatwg.org) that a step comes from.
///
/// ```
/// use cors_browser::Section;
///
/// assert_eq!(Section::CorsCheck.name(), "CORS check");
/// assert_eq!(Section::CorsCheck.url(), "https://fetch.spec.whatwg.org/#concept-cors-check");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Section {
    /// What a script may ask for at all: its method and its mode.
    RequestClass,
    /// Which headers a script may set.
    HeadersClass,
    /// Whether the request needs permission, and whether the browser asks for it beforehand.
    MainFetch,
    /// The question that is asked beforehand, and what its answer has to say.
    CorsPreflightFetch,
    /// How long the answer is kept.
    CorsPreflightCache,
    /// The request itself.
    HttpFetch,
    /// What the browser's HTTP cache has to do with it.
    HttpNetworkOrCacheFetch,
    /// Where a redirect leads, and what it takes from the request.
    HttpRedirectFetch,
    /// What a server answers with.
    HttpResponses,
    /// Whether the page may see a response.
    CorsCheck,
    /// What the page sees of a response of its own origin.
    BasicFilteredResponse,
    /// What the page sees of a response that passed the check.
    CorsFilteredResponse,
    /// What the page sees of a response that nobody checked: nothing.
    OpaqueFilteredResponse,
    /// What the page sees of a redirect that it does not want followed: that it was one.
    OpaqueRedirectFilteredResponse,
    /// Whether a WebSocket is opened: of the [WebSockets standard](https://websockets.spec.whatwg.org).
    WebSocketConnection,
}

impl Section {
    /// The name of the section or of the algorithm in it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Section::RequestClass => "Request class",
            Section::HeadersClass => "Headers class",
            Section::MainFetch => "Main fetch",
            Section::CorsPreflightFetch => "CORS-preflight fetch",
            Section::CorsPreflightCache => "CORS-preflight cache",
            Section::HttpFetch => "HTTP fetch",
            Section::HttpNetworkOrCacheFetch => "HTTP-network-or-cache fetch",
            Section::HttpRedirectFetch => "HTTP-redirect fetch",
            Section::HttpResponses => "HTTP responses",
            Section::CorsCheck => "CORS check",
            Section::BasicFilteredResponse => "basic filtered response",
            Section::CorsFilteredResponse => "CORS filtered response",
            Section::OpaqueFilteredResponse => "opaque filtered response",
            Section::OpaqueRedirectFilteredResponse => "opaque-redirect filtered response",
            Section::WebSocketConnection => "establish a WebSocket connection",
        }
    }

    /// The address to read it at.
    #[must_use]
    pub const fn url(self) -> &'static str {
        match self {
            Section::RequestClass => "https://fetch.spec.whatwg.org/#request-class",
            Section::HeadersClass => "https://fetch.spec.whatwg.org/#headers-class",
            Section::MainFetch => "https://fetch.spec.whatwg.org/#concept-main-fetch",
            Section::CorsPreflightFetch => "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
            Section::CorsPreflightCache => "https://fetch.spec.whatwg.org/#concept-cache",
            Section::HttpFetch => "https://fetch.spec.whatwg.org/#concept-http-fetch",
            Section::HttpNetworkOrCacheFetch => "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch",
            Section::HttpRedirectFetch => "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch",
            Section::HttpResponses => "https://fetch.spec.whatwg.org/#http-responses",
            Section::CorsCheck => "https://fetch.spec.whatwg.org/#concept-cors-check",
            Section::BasicFilteredResponse => "https://fetch.spec.whatwg.org/#concept-filtered-response-basic",
            Section::CorsFilteredResponse => "https://fetch.spec.whatwg.org/#concept-filtered-response-cors",
            Section::OpaqueFilteredResponse => "https://fetch.spec.whatwg.org/#concept-filtered-response-opaque",
            Section::OpaqueRedirectFilteredResponse => {
                "https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect"
            }
            Section::WebSocketConnection => "https://websockets.spec.whatwg.org/#concept-websocket-establish",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
