//! The four requests that each origin is sent with, and their answers as far as an attacker's page depends on them.

use cors_tests::exchange::{Answer, ClientRequest, from, preflight};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// The request of every scanner.
    Get,
    /// With a JSON body.
    Post,
    /// For that `POST`.
    Preflight,
    /// `OPTIONS` without `Access-Control-Request-Method`: not a preflight.
    Options,
}

pub(super) const REQUESTS: [Request; 4] = [Request::Get, Request::Post, Request::Preflight, Request::Options];

impl Request {
    /// The request, as a proxy passes it on that ends TLS for `https://api.example.com`.
    pub(super) fn at(self, path: &str, origin: &str) -> ClientRequest {
        let line = |method| format!("{method} {path}");
        let request = match self {
            Request::Get => from(&line("GET"), origin),
            Request::Post => from(&line("POST"), origin).json("{}"),
            Request::Preflight => preflight(&line("POST"), origin).request_headers("content-type"),
            Request::Options => from(&line("OPTIONS"), origin),
        };
        request.header("x-forwarded-proto", "https")
    }
}

/// The part of an answer that CORS is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answered {
    pub(super) status: u16,
    /// `Access-Control-Allow-Origin`.
    pub(super) allowed_origin: Option<String>,
    /// `Access-Control-Allow-Credentials: true`.
    pub(super) credentials: bool,
    /// A page of the origin can read the answer; after a preflight: send the request.
    pub(super) reads: bool,
    /// It can do so as the user.
    pub(super) reads_with_credentials: bool,
}

impl Answered {
    pub(super) fn to(request: Request, origin: &str, answer: &Answer) -> Self {
        let allowed_origin = answer.allowed_origin();
        let credentials = answer.header("access-control-allow-credentials") == Some("true");
        let echoes = allowed_origin == Some(origin);
        // Fetch, "CORS-preflight fetch": an answer with another status, or without the header, ends the request.
        let passes = request != Request::Preflight || (200..300).contains(&answer.status) && allows_header(answer);
        Answered {
            status: answer.status,
            allowed_origin: allowed_origin.map(str::to_owned),
            credentials,
            reads: passes && (echoes || allowed_origin == Some("*")),
            reads_with_credentials: passes && echoes && credentials,
        }
    }

    /// The handler has not run.
    pub(super) fn is_refused(&self) -> bool {
        self.status == 403
    }
}

fn allows_header(answer: &Answer) -> bool {
    let lines = answer.headers.get_all("access-control-allow-headers");
    let names = lines.iter().flat_map(|line| line.to_str().expect("text").split(','));
    names.map(str::trim).any(|name| name == "*" || name.eq_ignore_ascii_case("content-type"))
}
