//! The outcome of a request.

use std::fmt;

use super::{quoted::Quoted, section::Section};
use crate::fetching::exposed::ExposedHeaders;

/// The result of a request for the script.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The script can read the response: its status, its body, and these of its headers.
    Readable(ExposedHeaders),
    /// The script gets a response, of which it can read nothing.
    Opaque,
    /// The script learns only that the request was redirected: see [`RedirectMode::Manual`](crate::RedirectMode::Manual).
    OpaqueRedirect,
    /// The script gets an error without a reason.
    Blocked(Blocked),
}

/// The stage at which a request was blocked, and the reason.
///
/// ```
/// use cors_browser::{Failure, Outcome, PageRequest, SentResponse, Stage, fetch};
///
/// let explanation = fetch(&PageRequest::new("https://app.example.com", "GET"), |_| SentResponse::new(200));
/// let Outcome::Blocked(blocked) = explanation.outcome() else { panic!("{explanation}") };
/// assert_eq!(blocked.stage, Stage::Response);
/// assert_eq!(blocked.failure, Failure::AllowOriginMissing);
/// assert_eq!(blocked.failure.section().name(), "CORS check");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Blocked {
    /// The stage.
    pub stage: Stage,
    /// The reason.
    pub failure: Failure,
}

/// The stage at which a request was blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The browser sent nothing.
    BeforeSending,
    /// The browser sent the preflight, and not the request.
    Preflight,
    /// The server received the request; the script does not see the response.
    Response,
    /// The server redirected the request, and the browser does not follow.
    Redirect,
}

macro_rules! failures {
    ($(
        $(#[$doc:meta])* $failure:ident $(($value:ident: $type:ty))?, $section:ident: $words:literal $(, $shown:expr)?;
    )*) => {
        /// The reason why a browser blocked a request.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Failure {
            $($(#[$doc])* $failure $(($type))?,)*
        }

        impl Failure {
            /// Returns the section of the standard that defines the failure.
            #[must_use]
            pub fn section(&self) -> Section {
                match self { $(Failure::$failure { .. } => Section::$section,)* }
            }
        }

        impl fmt::Display for Failure {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Failure::$failure $(($value))? => write!(f, $words $(, $shown)?),)* }
            }
        }
    };
}

failures! {
    /// The method is malformed.
    MalformedMethod(method: String), RequestClass: "{} is not a method", Quoted(method);
    /// Scripts may not use this method.
    ForbiddenMethod(method: String), RequestClass: "scripts may not use the method {}", Quoted(method);
    /// The mode `no-cors` does not allow this method.
    MethodNeedsCors(method: String), RequestClass: "the mode `no-cors` does not allow the method {}", Quoted(method);
    /// The name of this header is malformed, or its value.
    MalformedHeader(name: String), HeadersClass: "the header {} has a malformed name or value", Quoted(name);
    /// The URL contains a user name or a password.
    UrlCredentials, RequestClass: "there is a user name or a password in the URL";
    /// The mode is `same-origin`, and the URL is of another origin.
    OtherOrigin, MainFetch: "the mode is `same-origin`, and the URL is of another origin";
    /// The URL is of another origin, and neither `http:` nor `https:`.
    NotHttp, MainFetch: "the URL is of another origin, and neither `http:` nor `https:`";
    /// The mode `no-cors` allows only the redirect mode `follow`.
    RedirectModeNeedsCors, MainFetch: "the mode `no-cors` allows only the redirect mode `follow`";
    /// There is no `Access-Control-Allow-Origin`.
    AllowOriginMissing, CorsCheck: "there is no `Access-Control-Allow-Origin`";
    /// `Access-Control-Allow-Origin` is this, and not the page's origin.
    AllowOriginMismatch(value: String), CorsCheck:
        "`Access-Control-Allow-Origin` is {}, and not the page's origin", Quoted(value);
    /// `Access-Control-Allow-Origin` is this, and not `null`, the origin of the request after a redirect.
    AllowOriginNotNull(value: String), CorsCheck:
        "`Access-Control-Allow-Origin` is {}, and not `null`, the origin of the request after the redirect", Quoted(value);
    /// `Access-Control-Allow-Origin` is `*`, and the request carries credentials.
    AllowOriginWildcard, CorsCheck:
        "`Access-Control-Allow-Origin` is `*`, which does not allow requests with credentials";
    /// `Access-Control-Allow-Credentials` is not `true`.
    AllowCredentials, CorsCheck: "there is no `Access-Control-Allow-Credentials: true`";
    /// The status of the answer to a preflight is this, and not from 200 to 299.
    Status(status: u16), CorsPreflightFetch: "the status {status} is not from 200 to 299";
    /// `Access-Control-Allow-Methods` is not a list of methods.
    MalformedAllowMethods, CorsPreflightFetch: "`Access-Control-Allow-Methods` is not a list of methods";
    /// `Access-Control-Allow-Headers` is not a list of header names.
    MalformedAllowHeaders, CorsPreflightFetch: "`Access-Control-Allow-Headers` is not a list of header names";
    /// `Access-Control-Allow-Methods` does not have this method.
    MethodNotAllowed(method: String), CorsPreflightFetch: "`Access-Control-Allow-Methods` does not have {}", Quoted(method);
    /// `Access-Control-Allow-Headers` does not have this name.
    HeaderNotAllowed(name: String), CorsPreflightFetch: "`Access-Control-Allow-Headers` does not have {}", Quoted(name);
    /// The server redirects, and the redirect mode is `error`.
    Redirected, HttpFetch: "the server redirects, and the redirect mode is `error`";
    /// The `Location` of a redirect is not a URL, or there are several.
    MalformedLocation(location: String), HttpRedirectFetch: "the `Location` {} is not a URL", Quoted(location);
    /// A redirect leads to neither `http:` nor `https:`.
    RedirectNotHttp, HttpRedirectFetch: "the redirect leads to neither `http:` nor `https:`";
    /// There are more than 20 redirects.
    TooManyRedirects, HttpRedirectFetch: "there are more than 20 redirects";
    /// A redirect leads to a URL that contains a user name or a password.
    RedirectCredentials, HttpRedirectFetch: "there is a user name or a password in the URL to which the redirect leads";
    /// The server answers the handshake of a WebSocket with this status, and not with 101.
    NotSwitched(status: u16), WebSocketConnection:
        "the server does not open the WebSocket: it answers {status}, and not 101";
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::BeforeSending => "before anything is sent",
            Stage::Preflight => "by the answer to the preflight",
            Stage::Response => "by the response, after the server has had the request",
            Stage::Redirect => "at a redirect, after the server has had the request",
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Readable(_) => f.write_str("The script can read the response."),
            Outcome::Opaque => f.write_str("The script cannot read the response."),
            Outcome::OpaqueRedirect => f.write_str("The script learns only that the request was redirected."),
            Outcome::Blocked(Blocked { stage, failure }) => {
                write!(f, "Blocked {stage}: {failure} [{}].", failure.section())
            }
        }
    }
}
