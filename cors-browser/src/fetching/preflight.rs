//! Preflights, and the checks of their answers.

use super::cors_check::{Pass, cors_check};
use crate::{
    caches::preflight_cache::{CacheKey, Permission},
    explanation::{
        message::{SentRequest, SentResponse},
        outcome::Failure,
    },
    grammar::{header_list::tokens, methods},
};

/// The preflight of a request.
#[derive(Debug)]
pub(crate) struct Preflight<'a> {
    pub(crate) key: CacheKey<'a>,
    pub(crate) method: &'a str,
    /// "CORS-unsafe request-header names" of the request.
    pub(crate) unsafe_names: &'a [String],
    /// Fetch, "use-CORS-preflight flag".
    pub(crate) is_forced: bool,
}

/// The result of a preflight that allows the request.
#[derive(Debug)]
pub(crate) struct Granted {
    pub(crate) pass: Pass,
    /// All methods and headers that the answer lists.
    pub(crate) permissions: Vec<Permission>,
}

impl Preflight<'_> {
    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch). Scripts' requests always have the unsafe-request flag.
    pub(crate) fn is_needed(&self) -> bool {
        self.needs_method() || !self.unsafe_names.is_empty()
    }

    /// Returns whether the preflight is about the method, and not only about headers.
    fn needs_method(&self) -> bool {
        self.is_forced || !methods::is_safelisted(self.method)
    }

    /// Returns the permissions without which the preflight has to be sent.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = Permission> {
        let method = self.needs_method().then(|| Permission::Method(self.method.to_owned()));
        method.into_iter().chain(self.unsafe_names.iter().cloned().map(Permission::Header))
    }

    /// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), steps 1 to 5.
    pub(crate) fn request(&self) -> SentRequest {
        let mut headers = vec![
            ("Accept".to_owned(), "*/*".to_owned()),
            ("Origin".to_owned(), self.key.origin.to_owned()),
            ("Access-Control-Request-Method".to_owned(), self.method.to_owned()),
        ];
        if !self.unsafe_names.is_empty() {
            headers.push(("Access-Control-Request-Headers".to_owned(), self.unsafe_names.join(",")));
        }
        SentRequest { url: self.key.url.to_string(), method: "OPTIONS".to_owned(), headers, credentials: false }
    }

    /// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), from step 7.
    pub(crate) fn check(&self, response: &SentResponse) -> Result<Granted, Failure> {
        let pass = cors_check(response, self.key.origin, self.key.credentials)?;
        if !(200..300).contains(&response.status) {
            return Err(Failure::Status(response.status));
        }
        let list = |name| tokens(&response.headers, name);
        let methods = list("access-control-allow-methods").map_err(|_| Failure::MalformedAllowMethods)?;
        let names = list("access-control-allow-headers").map_err(|_| Failure::MalformedAllowHeaders)?;
        // With the flag, an answer without a list of methods allows the request's own.
        let methods = methods.unwrap_or_else(|| Vec::from_iter(self.is_forced.then(|| self.method.to_owned())));
        let headers = names.unwrap_or_default().into_iter().map(Permission::Header);
        let permissions: Vec<_> = methods.into_iter().map(Permission::Method).chain(headers).collect();
        let is_granted =
            |wanted: &Permission| permissions.iter().any(|listed| listed.covers(wanted, self.key.credentials));
        for wanted in self.wanted().filter(|wanted| !is_granted(wanted)) {
            match wanted {
                Permission::Method(method) if methods::is_safelisted(&method) => {}
                Permission::Method(method) => return Err(Failure::MethodNotAllowed(method)),
                Permission::Header(name) => return Err(Failure::HeaderNotAllowed(name)),
            }
        }
        Ok(Granted { pass, permissions })
    }
}
