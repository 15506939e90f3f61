//! The question that is asked beforehand, and what its answer has to say.

use super::cors_check::{Pass, cors_check};
use crate::{
    caches::preflight_cache::Permission,
    explanation::{
        message::{SentRequest, SentResponse},
        outcome::Failure,
    },
    grammar::{header_list::tokens, methods, safelist},
    page::modes::CredentialsMode,
};

/// What a preflight asks for.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) url: String,
    /// Fetch, "byte-serializing a request origin".
    pub(crate) origin: &'a str,
    pub(crate) method: &'a str,
    /// "CORS-unsafe request-header names" of the request.
    pub(crate) unsafe_names: &'a [String],
    pub(crate) credentials: CredentialsMode,
    /// Fetch, "use-CORS-preflight flag".
    pub(crate) always: bool,
}

/// A preflight that let the request pass.
#[derive(Debug)]
pub(crate) struct Passed {
    pub(crate) check: Pass,
    /// What the answer lists, whether it was asked for or not.
    pub(crate) permissions: Vec<Permission>,
}

impl Question<'_> {
    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch): whether it has to be asked. Scripts' requests
    /// have the unsafe-request flag set, always.
    pub(crate) fn is_needed(&self) -> bool {
        self.always || !methods::is_safelisted(self.method) || !self.unsafe_names.is_empty()
    }

    /// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), steps 1 to 5: it has no
    /// credentials, and names headers only if there are any.
    pub(crate) fn request(&self) -> SentRequest {
        let mut headers = vec![
            ("Accept".to_owned(), "*/*".to_owned()),
            ("Origin".to_owned(), self.origin.to_owned()),
            ("Access-Control-Request-Method".to_owned(), self.method.to_owned()),
        ];
        if !self.unsafe_names.is_empty() {
            headers.push(("Access-Control-Request-Headers".to_owned(), self.unsafe_names.join(",")));
        }
        SentRequest { url: self.url.clone(), method: "OPTIONS".to_owned(), headers, credentials: false }
    }

    /// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), from step 7.
    pub(crate) fn judge(&self, response: &SentResponse) -> Result<Passed, Failure> {
        let check = cors_check(response, self.origin, self.credentials)?;
        if !(200..300).contains(&response.status) {
            return Err(Failure::Status(response.status));
        }
        let listed = tokens(response, "access-control-allow-methods").map_err(|_| Failure::MalformedAllowMethods)?;
        let names = tokens(response, "access-control-allow-headers").map_err(|_| Failure::MalformedAllowHeaders)?;
        // Without a list, a preflight that nothing but the flag has asked for speaks of the request's own method.
        let listed = listed.unwrap_or_else(|| self.always.then(|| self.method.to_owned()).into_iter().collect());
        let names = names.unwrap_or_default();
        // With credentials, `*` is a name as any other.
        let is_wildcard = |element: &String| element == "*" && self.credentials != CredentialsMode::Include;
        let method_passes = methods::is_safelisted(self.method)
            || listed.iter().any(|listed| listed == self.method || is_wildcard(listed));
        if !method_passes {
            return Err(Failure::MethodNotAllowed(self.method.to_owned()));
        }
        let wildcard = names.iter().any(is_wildcard);
        let passes = |name: &&String| {
            names.iter().any(|listed| listed.eq_ignore_ascii_case(name))
                || wildcard && !safelist::is_never_covered_by_wildcard(name)
        };
        match self.unsafe_names.iter().find(|name| !passes(name)) {
            Some(name) => Err(Failure::HeaderNotAllowed(name.clone())),
            None => {
                let methods = listed.into_iter().map(Permission::Method);
                Ok(Passed { check, permissions: methods.chain(names.into_iter().map(Permission::Header)).collect() })
            }
        }
    }
}
