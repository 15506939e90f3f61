//! Redirects.

use super::{main_fetch::Fetching, origin_header::Tainting};
use crate::{
    explanation::{
        message::{SentRequest, SentResponse},
        outcome::Failure,
        quoted::Quoted,
        section::Section,
        words,
    },
    grammar::{header_list::lines, safelist},
    page::{modes::RequestMode, url::Url},
};

/// Fetch, ["location URL"](https://fetch.spec.whatwg.org/#concept-response-location-url).
fn location(response: &SentResponse, url: &Url) -> Result<Option<Url>, Failure> {
    let lines: Vec<&str> = lines(&response.headers, "location").collect();
    match lines.as_slice() {
        [] => Ok(None),
        [line] => url.resolve(line).map(Some).ok_or_else(|| Failure::MalformedLocation((*line).to_owned())),
        lines => Err(Failure::MalformedLocation(lines.join(", "))),
    }
}

impl<S: FnMut(&SentRequest) -> SentResponse> Fetching<'_, S> {
    /// Fetch, ["HTTP-redirect fetch"](https://fetch.spec.whatwg.org/#concept-http-redirect-fetch), up to its recursion. Returns false if
    /// there is no `Location`: the script gets the redirect itself.
    pub(crate) fn http_redirect_fetch(&mut self, response: &SentResponse) -> Result<bool, Failure> {
        let Some(url) = location(response, &self.url)? else {
            return Ok(false);
        };
        if !url.is_http() {
            return Err(Failure::RedirectNotHttp);
        }
        // The first request is not a redirect.
        if self.hops.len() > 20 {
            return Err(Failure::TooManyRedirects);
        }
        let is_cors = self.page.mode == RequestMode::Cors && !url.is_of(&self.page.page_origin);
        if url.has_credentials() && (is_cors || self.tainting == Tainting::Cors) {
            return Err(Failure::RedirectCredentials);
        }
        self.redirect_step(format!("The redirect leads to {}.", Quoted(&url.to_string())));
        let is_post = self.method == "POST";
        let is_read = matches!(self.method.as_str(), "GET" | "HEAD");
        if matches!(response.status, 301 | 302) && is_post || response.status == 303 && !is_read {
            "GET".clone_into(&mut self.method);
            self.headers.retain(|(name, _)| !is_about_the_body(name));
            self.redirect_step(words::BECOMES_GET);
        }
        if !self.url.is_same_origin(&url) {
            let count = self.headers.len();
            self.headers.retain(|(name, _)| !safelist::is_never_covered_by_wildcard(name));
            if self.headers.len() < count {
                self.redirect_step(words::AUTHORIZATION);
            }
            // Fetch, "redirect-taint".
            if !self.is_tainted && !self.url.is_of(&self.page.page_origin) {
                self.is_tainted = true;
                if self.page.page_origin != "null" {
                    self.redirect_step(words::TAINTED);
                }
            }
        }
        self.url = url;
        Ok(true)
    }

    fn redirect_step(&mut self, words: impl Into<String>) {
        self.steps.add(Section::HttpRedirectFetch, words);
    }
}

/// Fetch, ["request-body-header name"](https://fetch.spec.whatwg.org/#request-body-header-name).
fn is_about_the_body(name: &str) -> bool {
    let names = ["content-encoding", "content-language", "content-location", "content-type"];
    names.iter().any(|listed| listed.eq_ignore_ascii_case(name))
}
