//! The answer that a test expects: its status and every line that CORS decides about.

use super::{Answer, ClientRequest, CorsLines};
use crate::frameworks::Framework;

/// `Vary` of a preflight's answer.
pub const VARY: &str = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
/// `Vary` of a preflight's answer under a policy for `*`.
pub const VARY_PUBLIC: &str = "Access-Control-Request-Method, Access-Control-Request-Headers";

/// The expected status, and exactly these lines of `Access-Control-*`, `Vary` and `Cache-Control`.
#[derive(Clone, Debug)]
pub struct Expected {
    status: u16,
    lines: CorsLines,
    /// `Vary` names `Origin`, and maybe more.
    is_judged: bool,
}

/// A response without CORS headers.
pub fn bare(status: u16) -> Expected {
    Expected { status, lines: CorsLines::new(), is_judged: false }
}

/// The answer to an allowed preflight. In `methods`, `[HEAD]` stands for the `HEAD` that axum serves by a handler for `GET`, and
/// actix-web does not.
pub fn granted(origin: &str, methods: &str) -> Expected {
    let expected = bare(204).line("access-control-allow-origin", origin).line("access-control-allow-methods", methods);
    expected.line("vary", if origin == "*" { VARY_PUBLIC } else { VARY })
}

/// The answer to a preflight of an origin that may use other methods of the path: they are listed, and not cached.
pub fn other_methods(origin: &str, methods: &str) -> Expected {
    bare(204)
        .line("access-control-allow-origin", origin)
        .line("access-control-allow-methods", methods)
        .max_age("0")
        .line("vary", VARY)
}

/// The answer to a preflight that is not allowed.
pub fn denied() -> Expected {
    bare(403).line("vary", VARY).line("cache-control", "no-store")
}

/// A response that the page may read.
pub fn readable(status: u16, origin: &str) -> Expected {
    let expected = bare(status).line("access-control-allow-origin", origin);
    if origin == "*" { expected } else { expected.line("vary", "Origin") }
}

/// A response that the page may read under `enforce` without `credentials`: with a cookie, the request would be refused.
pub fn read_anonymously(status: u16, origin: &str) -> Expected {
    bare(status).line("access-control-allow-origin", origin).line("vary", "Origin, Cookie")
}

/// A response that the page may not read, from a route whose answer depends on the origin.
pub fn unreadable(status: u16) -> Expected {
    bare(status).line("vary", "Origin")
}

/// A response that the page may not read, from a route under `enforce`. `tests/responses/verdicts` has the exact `Vary` of each request.
pub fn judged(status: u16) -> Expected {
    Expected { is_judged: true, ..bare(status) }
}

/// The answer to a request that `enforce` refuses.
pub fn refusal() -> Expected {
    judged(403).line("cache-control", "no-store")
}

/// The answer of the policy [`Frontend`](crate::frontend_policy) to an allowed preflight.
pub fn frontend(origin: &str, methods: &str) -> Expected {
    granted(origin, methods).credentials().headers("content-type, authorization").max_age("7200")
}

/// A response that the policy [`Frontend`](crate::frontend_policy) allows the page to read.
pub fn frontend_readable(status: u16, origin: &str) -> Expected {
    readable(status, origin).credentials().exposes("x-total-count")
}

impl Expected {
    /// Adds a line.
    pub fn line(mut self, name: &str, value: &str) -> Self {
        self.lines.entry(name.to_owned()).or_default().push(value.to_owned());
        self
    }

    pub fn credentials(self) -> Self {
        self.line("access-control-allow-credentials", "true")
    }

    pub fn headers(self, names: &str) -> Self {
        self.line("access-control-allow-headers", names)
    }

    pub fn exposes(self, names: &str) -> Self {
        self.line("access-control-expose-headers", names)
    }

    pub fn max_age(self, seconds: &str) -> Self {
        self.line("access-control-max-age", seconds)
    }

    /// The answer of one framework: see [`granted`].
    #[must_use]
    pub fn on(&self, framework: Framework) -> Self {
        let mut expected = self.clone();
        for line in expected.lines.get_mut("access-control-allow-methods").into_iter().flatten() {
            *line = match framework {
                Framework::Axum => line.replace("[HEAD]", "HEAD"),
                Framework::Actix => line.replace(", [HEAD]", ""),
            };
        }
        expected
    }

    #[track_caller]
    pub fn check(&self, label: &str, request: &ClientRequest, answer: &Answer) {
        let mut lines = answer.cors_lines();
        if self.is_judged {
            let vary = lines.remove("vary").unwrap_or_default();
            assert!(vary.iter().any(|line| line.starts_with("Origin")), "{label}\n  {request}\n  {vary:?}");
        }
        let found = (answer.status, &lines);
        assert_eq!(found, (self.status, &self.lines), "{label}\n  {request}\n  body: {}", answer.body);
    }
}
