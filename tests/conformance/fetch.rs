//! What a browser makes of an answer: the checks of the Fetch standard, step by step.

use std::fmt;

use http::Response;

/// A response, as far as the checks look at it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
}

/// What became of a request.
#[derive(Debug)]
pub(crate) enum Outcome {
    Readable(Answer),
    Blocked(Blocked),
}

/// Where a request was blocked.
#[derive(Debug, PartialEq)]
pub(crate) enum Blocked {
    Preflight(Check),
    Status,
    Method,
    Header,
    Response(Check),
}

/// A step of the CORS check that failed.
#[derive(Debug, PartialEq)]
pub(crate) enum Check {
    AllowOrigin,
    WildcardWithCredentials,
    AllowCredentials,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Blocked::Preflight(check) => write!(f, "preflight:{check}"),
            Blocked::Status => f.write_str("preflight:status"),
            Blocked::Method => f.write_str("preflight:method"),
            Blocked::Header => f.write_str("preflight:header"),
            Blocked::Response(check) => write!(f, "response:{check}"),
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Check::AllowOrigin => "acao-mismatch-or-missing",
            Check::WildcardWithCredentials => "acao-wildcard-with-credentials",
            Check::AllowCredentials => "acac-missing",
        })
    }
}

impl Answer {
    pub(crate) fn of<B>(response: &Response<B>) -> Self {
        let line = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.as_str().to_owned(), value.to_str().expect("text").to_owned())
        };
        Answer { status: response.status().as_u16(), headers: response.headers().iter().map(line).collect() }
    }

    /// Fetch, "get a header": all lines, joined.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let lines: Vec<&str> =
            self.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    }

    /// Fetch, "extract header list values", of a list of tokens.
    fn list(&self, name: &str) -> Vec<String> {
        let value = self.get(name).unwrap_or_default();
        value.split(',').map(|element| element.trim().to_owned()).filter(|element| !element.is_empty()).collect()
    }

    /// Fetch, "CORS filtered response" and "CORS-exposed header-name list".
    pub(crate) fn is_exposed(&self, name: &str, credentials: bool) -> bool {
        const SAFELISTED: [&str; 7] = [
            "cache-control",
            "content-language",
            "content-length",
            "content-type",
            "expires",
            "last-modified",
            "pragma",
        ];
        let listed = self.list("access-control-expose-headers");
        let exposed = listed.iter().any(|listed| listed.eq_ignore_ascii_case(name) || listed == "*" && !credentials);
        !matches!(name, "set-cookie" | "set-cookie2") && (SAFELISTED.contains(&name) || exposed)
    }
}

/// Fetch, "CORS check".
pub(crate) fn cors_check(answer: &Answer, origin: &str, credentials: bool) -> Result<(), Check> {
    let allowed = answer.get("access-control-allow-origin").ok_or(Check::AllowOrigin)?;
    if !credentials && allowed == "*" {
        return Ok(());
    }
    if allowed != origin {
        return Err(if allowed == "*" { Check::WildcardWithCredentials } else { Check::AllowOrigin });
    }
    let with_credentials = answer.get("access-control-allow-credentials").as_deref() == Some("true");
    if credentials && !with_credentials { Err(Check::AllowCredentials) } else { Ok(()) }
}

/// Fetch, "CORS-preflight fetch", from step 7.
pub(crate) fn preflight(
    answer: &Answer,
    origin: &str,
    method: &str,
    unsafe_headers: &[String],
    credentials: bool,
) -> Result<(), Blocked> {
    cors_check(answer, origin, credentials).map_err(Blocked::Preflight)?;
    if !(200..300).contains(&answer.status) {
        return Err(Blocked::Status);
    }
    let methods = answer.list("access-control-allow-methods");
    let safelisted = ["GET", "HEAD", "POST"].contains(&method);
    if !safelisted && !methods.iter().any(|listed| listed == method || listed == "*" && !credentials) {
        return Err(Blocked::Method);
    }
    let names = answer.list("access-control-allow-headers");
    let allowed = |name: &String| {
        let wildcard = |listed: &String| listed == "*" && !credentials && !name.eq_ignore_ascii_case("authorization");
        names.iter().any(|listed| listed.eq_ignore_ascii_case(name) || wildcard(listed))
    };
    if unsafe_headers.iter().all(allowed) { Ok(()) } else { Err(Blocked::Header) }
}
