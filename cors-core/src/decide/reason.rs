//! The reasons of decisions.

use std::fmt;

macro_rules! reasons {
    ($( $(#[doc = $doc:expr])+ $variant:ident = $code:literal, $sentence:literal, )+) => {
        /// The reason of a decision. The codes are stable; the sentences are for people.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant),+];

            /// The stable snake_case code.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Reason::$variant => $code,)+
                }
            }

            /// The reason in words.
            pub const fn sentence(self) -> &'static str {
                match self {
                    $(Reason::$variant => $sentence,)+
                }
            }
        }
    };
}

reasons! {
    /// The policy allows the origin.
    Allowed = "allowed", "the policy allows it",
    /// The request has no `Origin`: it is not a CORS request.
    NoOrigin = "no_origin", "the request has no `Origin` header",
    /// The origin is not on the policy's list.
    OriginNotAllowed = "origin_not_allowed", "the origin is not on the allow-list of this method",
    /// The policy has `same_origin`.
    SameOriginOnly = "same_origin_only", "the policy allows no other origin at all",
    /// `Origin: null`, or `Origin: file://`, which some engines send for files.
    NullOrigin = "null_origin", "the origin is `null` or `file://` (a sandboxed frame, a `data:` or `file:` page, or a redirect to another origin), which no list can allow",
    /// Several `Origin` lines.
    SeveralOrigins = "several_origins", "the request has several `Origin` headers",
    /// An `Origin` that is not an origin: it has a path, a user, upper case or a `*`, is empty, too long or not ASCII.
    MalformedOrigin = "malformed_origin", "the `Origin` header is not an origin as browsers write it",
    /// The origin may use other methods of the path, but not this one.
    MethodNotAllowed = "method_not_allowed", "the origin may use other methods of this path, but not this one",
    /// The policy has `methods`, and the request's method is not among them.
    MethodOutside = "method_outside", "the policy says `methods`, and this method is not among them",
    /// No policy can allow this method: `CONNECT`, `TRACE` or `TRACK`, which scripts cannot send, or `*`, which a browser would take
    /// for every method of the path.
    MethodForbidden = "method_forbidden", "no policy can allow this method: scripts cannot send it, or it is `*`, which would stand for every method of the path",
    /// The handler of this method has no policy.
    WithoutPolicy = "without_policy", "the handler of this method has no policy",
    /// Several `Access-Control-Request-Method` lines, or one that is not a method.
    MalformedRequestMethod = "malformed_request_method", "the `Access-Control-Request-Method` header is not one that a browser sends",
    /// The origin may use the method, but not with all of the requested headers. The answer lists the allowed ones.
    HeaderNotAllowed = "header_not_allowed", "a requested header is not in `allow_headers`",
    /// Several handlers with different policies may serve the path, and a preflight does not show which one.
    AmbiguousRoute = "ambiguous_route", "handlers with different policies may serve this path, and what separates them does not show in a preflight",
    /// A service without a policy, whose routes are not known, may serve the path before an annotated handler.
    UnknownService = "unknown_service", "a service without a policy stands in front of the handlers of this path, and may serve it",
    /// The page is of the server's own origin: no policy is needed.
    SameOrigin = "same_origin", "the page is of the server's own origin",
    /// The page has the server's own host and port, but not the scheme that the request seems to have. If both are the same site, a
    /// proxy names the wrong scheme.
    OtherScheme = "other_scheme", "the origin is the server's own but for its scheme, which differs from the one that `Forwarded`, `X-Forwarded-Proto` or the connection names",
    /// A link on a page of another origin, which `enforce` lets pass.
    Link = "link", "a page of another origin links here: the request loads a whole page, and no script reads it",
    /// A page of another origin sends a request without `Origin` that is not a link, such as an image, a script or a frame.
    NotALink = "not_a_link", "a page of another origin sends the request, and it is not a link: an image, a script, a frame or the like",
    /// The origin is on the list, but it sends a cookie, and the policy does not say `credentials`.
    CookieWithoutCredentials = "cookie_without_credentials", "the origin is on the allow-list, but it sends a cookie, and the policy does not say `credentials`: it may ask anonymously, and not as the user",
    /// The host that the request asks for is not among the `hosts`.
    HostNotListed = "host_not_listed", "the request asks for a host that `hosts` does not list",
    /// The source of origins has returned an error.
    SourceFailed = "source_failed", "the source of origins has failed",
    /// The source of origins has not answered in time.
    SourceTooSlow = "source_too_slow", "the source of origins has not answered in time",
    /// The source of origins was not queried.
    SourceNotAsked = "source_not_asked", "the source of origins has not been asked",
    /// The source allows the origin by proof that is not valid with `credentials`: an unacknowledged `http:` origin, or such a pattern
    /// for sub-domains of a public suffix.
    NotForCredentials = "not_for_credentials", "the source allows the origin by proof that does not count with `credentials`",
    /// An `Access-Control-Request-Headers` that no browser sends.
    MalformedRequestHeaders = "malformed_request_headers", "the `Access-Control-Request-Headers` header is not one that a browser sends",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}
