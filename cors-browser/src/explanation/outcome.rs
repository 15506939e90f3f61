//! What becomes of a request.

use std::fmt;

use super::{quoted::Quoted, section::Section};
use crate::fetching::exposed::ExposedHeaders;

/// What a page gets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The response: status, body, and these headers of it.
    Readable(ExposedHeaders),
    /// A response in which it can read nothing.
    Opaque,
    /// That it was redirected, and not where to: it asked for no more ([`RedirectMode::Manual`](super::RedirectMode::Manual)).
    OpaqueRedirect,
    /// An error that does not say why.
    Blocked(Blocked),
}

/// Where a request was blocked, and why.
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
    /// Where.
    pub stage: Stage,
    /// Why.
    pub failure: Failure,
}

/// How far a request comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The browser sends nothing.
    BeforeSending,
    /// The browser has asked beforehand, and does not send the request.
    Preflight,
    /// The server has had the request; the page does not see the response.
    Response,
    /// The server has redirected the request, and the browser does not follow.
    Redirect,
}

/// What a browser did not let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// This is no method.
    MalformedMethod(String),
    /// No script may use this method.
    ForbiddenMethod(String),
    /// The mode `no-cors` does not have this method.
    MethodNeedsCors(String),
    /// This is no name of a header, or its value is none.
    MalformedHeader(String),
    /// There is a user name or a password in the URL.
    UrlCredentials,
    /// The mode is `same-origin`, and the URL is of another origin.
    OtherOrigin,
    /// The URL is of another origin, and neither `http:` nor `https:`.
    NotHttp,
    /// The mode `no-cors` has no redirect mode but `follow`.
    RedirectModeNeedsCors,
    /// No `Access-Control-Allow-Origin`.
    AllowOriginMissing,
    /// `Access-Control-Allow-Origin` is this, and not the page's origin.
    AllowOriginMismatch(String),
    /// `Access-Control-Allow-Origin` is this, and not `null`, which the origin is after the redirect.
    AllowOriginNotNull(String),
    /// `Access-Control-Allow-Origin` is `*`, and the request carries credentials.
    AllowOriginWildcard,
    /// `Access-Control-Allow-Credentials` is not `true`.
    AllowCredentials,
    /// A preflight was not answered by a status from 200 to 299, but by this one.
    Status(u16),
    /// `Access-Control-Allow-Methods` is no list of methods.
    MalformedAllowMethods,
    /// `Access-Control-Allow-Headers` is no list of names.
    MalformedAllowHeaders,
    /// `Access-Control-Allow-Methods` does not have this method.
    MethodNotAllowed(String),
    /// `Access-Control-Allow-Headers` does not have this name.
    HeaderNotAllowed(String),
    /// The server redirects, and the redirect mode is `error`.
    Redirected,
    /// A redirect's `Location` is no URL, or there are several.
    MalformedLocation(String),
    /// A redirect leads to neither `http:` nor `https:`.
    RedirectNotHttp,
    /// More than 20 redirects.
    TooManyRedirects,
    /// There is a user name or a password in the URL to which a redirect leads.
    RedirectCredentials,
    /// A WebSocket was not opened: the server answers its handshake by this status, and not by 101.
    NotSwitched(u16),
}

impl Failure {
    /// Where the standard says so.
    #[must_use]
    pub fn section(&self) -> Section {
        match self {
            Failure::MalformedMethod(_)
            | Failure::ForbiddenMethod(_)
            | Failure::MethodNeedsCors(_)
            | Failure::UrlCredentials => Section::RequestClass,
            Failure::MalformedHeader(_) => Section::HeadersClass,
            Failure::OtherOrigin | Failure::NotHttp | Failure::RedirectModeNeedsCors => Section::MainFetch,
            Failure::AllowOriginMissing
            | Failure::AllowOriginMismatch(_)
            | Failure::AllowOriginNotNull(_)
            | Failure::AllowOriginWildcard
            | Failure::AllowCredentials => Section::CorsCheck,
            Failure::Status(_)
            | Failure::MalformedAllowMethods
            | Failure::MalformedAllowHeaders
            | Failure::MethodNotAllowed(_)
            | Failure::HeaderNotAllowed(_) => Section::CorsPreflightFetch,
            Failure::Redirected => Section::HttpFetch,
            Failure::MalformedLocation(_)
            | Failure::RedirectNotHttp
            | Failure::TooManyRedirects
            | Failure::RedirectCredentials => Section::HttpRedirectFetch,
            Failure::NotSwitched(_) => Section::WebSocketConnection,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::MalformedMethod(method) => write!(f, "{} is no method", Quoted(method)),
            Failure::ForbiddenMethod(method) => write!(f, "no script may use the method {}", Quoted(method)),
            Failure::MethodNeedsCors(method) => {
                write!(f, "the mode `no-cors` does not have the method {}", Quoted(method))
            }
            Failure::MalformedHeader(name) => write!(f, "{} or its value is no header", Quoted(name)),
            Failure::UrlCredentials => f.write_str("there is a user name or a password in the URL"),
            Failure::OtherOrigin => f.write_str("the mode is `same-origin`, and the URL is of another origin"),
            Failure::NotHttp => f.write_str("the URL is of another origin, and neither `http:` nor `https:`"),
            Failure::RedirectModeNeedsCors => f.write_str("the mode `no-cors` has no redirect mode but `follow`"),
            Failure::AllowOriginMissing => f.write_str("there is no `Access-Control-Allow-Origin`"),
            Failure::AllowOriginMismatch(value) => {
                write!(f, "`Access-Control-Allow-Origin` is {}, and not the page's origin", Quoted(value))
            }
            Failure::AllowOriginNotNull(value) => {
                write!(
                    f,
                    "`Access-Control-Allow-Origin` is {}, and not `null`, which the origin is after the redirect",
                    Quoted(value)
                )
            }
            Failure::AllowOriginWildcard => {
                f.write_str("`Access-Control-Allow-Origin` is `*`, which does not do for a request with credentials")
            }
            Failure::AllowCredentials => f.write_str("there is no `Access-Control-Allow-Credentials: true`"),
            Failure::Status(status) => write!(f, "the status {status} is not from 200 to 299"),
            Failure::MalformedAllowMethods => f.write_str("`Access-Control-Allow-Methods` is no list of methods"),
            Failure::MalformedAllowHeaders => f.write_str("`Access-Control-Allow-Headers` is no list of names"),
            Failure::MethodNotAllowed(method) => {
                write!(f, "`Access-Control-Allow-Methods` does not have {}", Quoted(method))
            }
            Failure::HeaderNotAllowed(name) => {
                write!(f, "`Access-Control-Allow-Headers` does not have {}", Quoted(name))
            }
            Failure::Redirected => f.write_str("the server redirects, and the redirect mode is `error`"),
            Failure::MalformedLocation(location) => write!(f, "the `Location` {} is no URL", Quoted(location)),
            Failure::RedirectNotHttp => f.write_str("the redirect leads to neither `http:` nor `https:`"),
            Failure::TooManyRedirects => f.write_str("there are more than 20 redirects"),
            Failure::RedirectCredentials => {
                f.write_str("there is a user name or a password in the URL to which the redirect leads")
            }
            Failure::NotSwitched(status) => {
                write!(f, "the server opens no WebSocket: it answers {status}, and not 101")
            }
        }
    }
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
            Outcome::OpaqueRedirect => f.write_str("The script learns that it was redirected, and nothing else."),
            Outcome::Blocked(Blocked { stage, failure }) => {
                write!(f, "Blocked {stage}: {failure} [{}].", failure.section())
            }
        }
    }
}
