//! The sections of the standard.

use std::fmt;

macro_rules! sections {
    ($($(#[$doc:meta])* $section:ident = $name:literal, $url:literal;)*) => {
        /// A section of the [Fetch standard](https://fetch.spec.whatwg.org) that defines a step.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Section {
            $($(#[$doc])* $section,)*
        }

        impl Section {
            /// Returns the name of the section, or of the algorithm in it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Section::$section => $name,)* }
            }

            /// Returns the section's address.
            #[must_use]
            pub const fn url(self) -> &'static str {
                match self { $(Section::$section => $url,)* }
            }
        }
    };
}

sections! {
    /// The checks of a script's request: method, URL and mode.
    RequestClass = "Request class", "https://fetch.spec.whatwg.org/#request-class";
    /// The checks of the headers that a script sets.
    HeadersClass = "Headers class", "https://fetch.spec.whatwg.org/#headers-class";
    /// The decision whether a request needs permission, and a preflight.
    MainFetch = "Main fetch", "https://fetch.spec.whatwg.org/#concept-main-fetch";
    /// The preflight, and the checks of its answer.
    CorsPreflightFetch = "CORS-preflight fetch", "https://fetch.spec.whatwg.org/#cors-preflight-fetch";
    /// The cache of answers to preflights.
    CorsPreflightCache = "CORS-preflight cache", "https://fetch.spec.whatwg.org/#concept-cache";
    /// The request itself.
    HttpFetch = "HTTP fetch", "https://fetch.spec.whatwg.org/#concept-http-fetch";
    /// The HTTP cache.
    HttpNetworkOrCacheFetch =
        "HTTP-network-or-cache fetch", "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch";
    /// A redirect, and its effects on the request.
    HttpRedirectFetch = "HTTP-redirect fetch", "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch";
    /// The server's response.
    HttpResponses = "HTTP responses", "https://fetch.spec.whatwg.org/#http-responses";
    /// The check that a response of another origin allows the page's origin.
    CorsCheck = "CORS check", "https://fetch.spec.whatwg.org/#concept-cors-check";
    /// The visible part of a response of the page's own origin.
    BasicFilteredResponse = "basic filtered response", "https://fetch.spec.whatwg.org/#concept-filtered-response-basic";
    /// The visible part of a response that passed the CORS check.
    CorsFilteredResponse = "CORS filtered response", "https://fetch.spec.whatwg.org/#concept-filtered-response-cors";
    /// A response in the mode `no-cors`, of which nothing is visible.
    OpaqueFilteredResponse = "opaque filtered response", "https://fetch.spec.whatwg.org/#concept-filtered-response-opaque";
    /// A redirect that is not followed: only that it was one is visible.
    OpaqueRedirectFilteredResponse =
        "opaque-redirect filtered response", "https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect";
    /// The handshake of a WebSocket, of the [WebSockets standard](https://websockets.spec.whatwg.org).
    WebSocketConnection =
        "establish a WebSocket connection", "https://websockets.spec.whatwg.org/#concept-websocket-establish";
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
