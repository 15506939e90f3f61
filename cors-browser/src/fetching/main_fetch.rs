//! The course of a fetch.

use std::time::Duration;

use super::{
    browser::Browser, cors_check::cors_check, exposed::ExposedHeaders, origin_header::Tainting, preflight::Preflight,
};
use crate::{
    caches::{engine, preflight_cache::CacheKey},
    explanation::{
        message::{Exchange, Hop, SentRequest, SentResponse},
        outcome::{Blocked, Failure, Outcome, Stage},
        section::Section,
        steps::{Explanation, Steps},
        words,
    },
    grammar::safelist,
    page::{
        modes::{RedirectMode, RequestMode},
        page_request::PageRequest,
        script,
        url::Url,
    },
};

/// The state of a fetch. Fetch, ["request"](https://fetch.spec.whatwg.org/#concept-request): the properties that change.
pub(crate) struct Fetching<'a, S> {
    pub(crate) page: &'a PageRequest,
    pub(crate) browser: &'a mut Browser,
    pub(crate) server: S,
    pub(crate) steps: Steps,
    pub(crate) method: String,
    pub(crate) headers: Vec<(String, String)>,
    /// "Current URL".
    pub(crate) url: Url,
    pub(crate) tainting: Tainting,
    /// "Redirect-taint" is not "same-origin".
    pub(crate) is_tainted: bool,
    /// One of the requests so far needed a preflight, cached or not.
    needs_preflight: bool,
    pub(crate) hops: Vec<Hop>,
    response: Option<SentResponse>,
}

type StagedFailure = (Stage, Failure);

impl<'a, S: FnMut(&SentRequest) -> SentResponse> Fetching<'a, S> {
    pub(crate) fn new(page: &'a PageRequest, browser: &'a mut Browser, server: S) -> Self {
        Fetching {
            page,
            browser,
            server,
            steps: Steps::default(),
            method: String::new(),
            headers: Vec::new(),
            url: Url::default(),
            tainting: Tainting::Basic,
            is_tainted: false,
            needs_preflight: false,
            hops: Vec::new(),
            response: None,
        }
    }

    pub(crate) fn run(mut self) -> Explanation {
        let outcome = self.outcome().unwrap_or_else(|(stage, failure)| {
            // Fetch, "Main fetch": "clear cache entries" for the current URL.
            if self.needs_preflight {
                let key = cache_key(self.page, self.is_tainted, &self.url);
                self.browser.preflights.clear(&key);
            }
            Outcome::Blocked(Blocked { stage, failure })
        });
        self.steps.into_explanation(words::title(self.page), self.hops, self.response, outcome)
    }

    /// Fetch, ["HTTP fetch"](https://fetch.spec.whatwg.org/#concept-http-fetch), the steps after the response. A loop replaces the
    /// recursion of the standard.
    fn outcome(&mut self) -> Result<Outcome, StagedFailure> {
        self.prepare().map_err(|failure| (Stage::BeforeSending, failure))?;
        loop {
            self.hops.push(Hop::default());
            self.main_fetch()?;
            let response = self.http_network_or_cache_fetch();
            self.response = Some(response.clone());
            if self.tainting == Tainting::Cors {
                let checked = cors_check(&response, self.origin(), self.page.credentials);
                let pass = checked.map_err(|failure| (Stage::Response, self.after_redirect(failure)))?;
                self.steps.add(Section::CorsCheck, words::pass(pass));
            }
            if self.page.mode == RequestMode::WebSocket {
                return match response.status {
                    101 => Ok(self.filtered(&response)),
                    status => Err((Stage::Response, Failure::NotSwitched(status))),
                };
            }
            if !response.is_redirect() {
                return Ok(self.filtered(&response));
            }
            match self.page.redirect {
                RedirectMode::Error => return Err((Stage::Redirect, Failure::Redirected)),
                RedirectMode::Manual => {
                    self.steps.add(Section::OpaqueRedirectFilteredResponse, words::REDIRECTED);
                    return Ok(Outcome::OpaqueRedirect);
                }
                RedirectMode::Follow => {}
            }
            if !self.http_redirect_fetch(&response).map_err(|failure| (Stage::Redirect, failure))? {
                return Ok(self.filtered(&response));
            }
        }
    }

    fn prepare(&mut self) -> Result<(), Failure> {
        self.url = script::url(self.page)?;
        self.method = script::method(self.page, &mut self.steps)?;
        self.headers = script::headers(self.page, &mut self.steps)?;
        Ok(())
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch), the steps that choose how to fetch.
    fn main_fetch(&mut self) -> Result<(), StagedFailure> {
        let stage = if self.hops.len() > 1 { Stage::Redirect } else { Stage::BeforeSending };
        let is_own = self.url.is_of(&self.page.page_origin) && self.tainting == Tainting::Basic;
        let words = match self.page.mode {
            RequestMode::WebSocket => words::WEB_SOCKET,
            _ if is_own => words::OWN,
            RequestMode::SameOrigin => return Err((stage, Failure::OtherOrigin)),
            RequestMode::NoCors if self.page.redirect != RedirectMode::Follow => {
                return Err((stage, Failure::RedirectModeNeedsCors));
            }
            RequestMode::NoCors => {
                self.tainting = Tainting::Opaque;
                words::NO_CORS
            }
            RequestMode::Cors if !self.url.is_http() => return Err((stage, Failure::NotHttp)),
            RequestMode::Cors => {
                self.tainting = Tainting::Cors;
                return self.preflight().map_err(|failure| (Stage::Preflight, self.after_redirect(failure)));
            }
        };
        self.steps.add(Section::MainFetch, words);
        Ok(())
    }

    /// Fetch, ["HTTP fetch"](https://fetch.spec.whatwg.org/#concept-http-fetch), the steps about the preflight.
    fn preflight(&mut self) -> Result<(), Failure> {
        let unsafe_names = safelist::unsafe_names(&self.headers);
        let key = cache_key(self.page, self.is_tainted, &self.url);
        let (method, is_forced) = (self.method.as_str(), self.page.upload_listener);
        let preflight = Preflight { key, method, unsafe_names: &unsafe_names, is_forced };
        let returns = self.url.is_of(&self.page.page_origin);
        self.steps.add(Section::MainFetch, words::need_of_preflight(&preflight, returns));
        if !preflight.is_needed() {
            return Ok(());
        }
        self.needs_preflight = true;
        let cache = &mut self.browser.preflights;
        if preflight.wanted().all(|wanted| cache.allows(&key, &wanted)) {
            self.steps.add(Section::CorsPreflightCache, words::CACHED_PREFLIGHT);
            return Ok(());
        }
        let request = preflight.request();
        self.steps.add_request(Section::CorsPreflightFetch, "The browser sends a preflight", &request);
        let response = (self.server)(&request);
        self.steps.add_response(&response);
        let checked = preflight.check(&response);
        let max_age = engine::max_age(self.browser.engine, &response);
        if let Some(hop) = self.hops.last_mut() {
            hop.preflight = Some(Exchange { request, response });
        }
        let granted = checked?;
        self.steps.add(Section::CorsCheck, words::pass(granted.pass));
        self.steps.add(Section::CorsPreflightFetch, words::granted(&preflight));
        self.steps.add(Section::CorsPreflightCache, words::cached(max_age, self.browser.engine));
        let expires = self.browser.now.saturating_add(Duration::from_secs(max_age));
        for permission in granted.permissions {
            cache.store(&key, permission, expires);
        }
        cache.expire(self.browser.now);
        Ok(())
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch), the steps that choose a filtered response.
    fn filtered(&mut self, response: &SentResponse) -> Outcome {
        let (section, exposed) = match self.tainting {
            Tainting::Opaque => {
                self.steps.add(Section::OpaqueFilteredResponse, words::OPAQUE);
                return Outcome::Opaque;
            }
            Tainting::Basic => (Section::BasicFilteredResponse, ExposedHeaders::of_own_origin()),
            Tainting::Cors => {
                let exposed = ExposedHeaders::of_other_origin(response, self.page.credentials);
                (Section::CorsFilteredResponse, exposed)
            }
        };
        let is_socket = self.page.mode == RequestMode::WebSocket;
        self.steps.add(section, if is_socket { words::CONNECTED.to_owned() } else { words::exposed(&exposed) });
        Outcome::Readable(exposed)
    }

    pub(crate) fn origin(&self) -> &'a str {
        serialised_origin(self.page, self.is_tainted)
    }

    /// Names the cause of a mismatch after a redirect that has made the origin `null`.
    fn after_redirect(&self, failure: Failure) -> Failure {
        match failure {
            Failure::AllowOriginMismatch(value) if self.is_tainted => Failure::AllowOriginNotNull(value),
            failure => failure,
        }
    }
}

/// Fetch, ["byte-serializing a request origin"](https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin).
fn serialised_origin(page: &PageRequest, is_tainted: bool) -> &str {
    if is_tainted { "null" } else { &page.page_origin }
}

fn cache_key<'a>(page: &'a PageRequest, is_tainted: bool, url: &'a Url) -> CacheKey<'a> {
    let origin = serialised_origin(page, is_tainted);
    CacheKey { page: &page.page_origin, origin, url, credentials: page.credentials }
}
