//! The CORS check.

use crate::{
    explanation::{message::SentResponse, outcome::Failure},
    grammar::header_list::get,
    page::modes::CredentialsMode,
};

/// The reason why a response passed the CORS check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    Wildcard,
    Origin,
    OriginWithCredentials,
}

/// Fetch, ["CORS check"](https://fetch.spec.whatwg.org/#concept-cors-check). `origin` is the serialised origin of the request.
pub(crate) fn cors_check(response: &SentResponse, origin: &str, credentials: CredentialsMode) -> Result<Pass, Failure> {
    let with_credentials = credentials == CredentialsMode::Include;
    let allowed = get(&response.headers, "access-control-allow-origin").ok_or(Failure::AllowOriginMissing)?;
    if allowed == "*" {
        return if with_credentials { Err(Failure::AllowOriginWildcard) } else { Ok(Pass::Wildcard) };
    }
    if allowed != origin {
        return Err(Failure::AllowOriginMismatch(allowed));
    }
    if !with_credentials {
        return Ok(Pass::Origin);
    }
    match get(&response.headers, "access-control-allow-credentials").as_deref() {
        Some("true") => Ok(Pass::OriginWithCredentials),
        _ => Err(Failure::AllowCredentials),
    }
}
