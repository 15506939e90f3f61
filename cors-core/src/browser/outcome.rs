//! What becomes of a request.

use std::fmt;

use super::{explanation::Quoted, exposed::ExposedHeaders, section::Section};

/// What a page gets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The response: status, body, and these headers of it.
    Readable(ExposedHeaders),
    /// A response in which it can read nothing.
    Opaque,
    /// An error that does not say why.
    Blocked(Blocked),
}

/// Where a request was blocked, and why.
///
/// ```
/// use cors_core::browser::{Failure, Outcome, PageRequest, SentResponse, Stage, fetch};
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
    /// The mode is `same-origin`, and the URL is of another origin.
    OtherOrigin,
    /// The URL is of another origin, and neither `http:` nor `https:`.
    NotHttp,
    /// No `Access-Control-Allow-Origin`.
    AllowOriginMissing,
    /// `Access-Control-Allow-Origin` is this, and not the page's origin.
    AllowOriginMismatch(String),
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
}

impl Failure {
    /// Where the standard says so.
    #[must_use]
    pub fn section(&self) -> Section {
        match self {
            Failure::MalformedMethod(_) | Failure::ForbiddenMethod(_) | Failure::MethodNeedsCors(_) => {
                Section::RequestClass
            }
            Failure::MalformedHeader(_) => Section::HeadersClass,
            Failure::OtherOrigin | Failure::NotHttp => Section::MainFetch,
            Failure::AllowOriginMissing
            | Failure::AllowOriginMismatch(_)
            | Failure::AllowOriginWildcard
            | Failure::AllowCredentials => Section::CorsCheck,
            Failure::Status(_)
            | Failure::MalformedAllowMethods
            | Failure::MalformedAllowHeaders
            | Failure::MethodNotAllowed(_)
            | Failure::HeaderNotAllowed(_) => Section::CorsPreflightFetch,
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
            Failure::OtherOrigin => f.write_str("the mode is `same-origin`, and the URL is of another origin"),
            Failure::NotHttp => f.write_str("the URL is of another origin, and neither `http:` nor `https:`"),
            Failure::AllowOriginMissing => f.write_str("there is no `Access-Control-Allow-Origin`"),
            Failure::AllowOriginMismatch(value) => {
                write!(f, "`Access-Control-Allow-Origin` is {}, and not the page's origin", Quoted(value))
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
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::BeforeSending => "before anything is sent",
            Stage::Preflight => "by the answer to the preflight",
            Stage::Response => "by the response, after the server has had the request",
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Readable(_) => f.write_str("The script can read the response."),
            Outcome::Opaque => f.write_str("The script cannot read the response."),
            Outcome::Blocked(Blocked { stage, failure }) => {
                write!(f, "Blocked {stage}: {failure} [{}].", failure.section())
            }
        }
    }
}
