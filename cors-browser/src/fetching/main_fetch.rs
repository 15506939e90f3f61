//! The whole of a fetch.

use std::time::Duration;

use super::{
    browser::Browser, cors_check::cors_check, exposed::ExposedHeaders, origin_header::Tainting, preflight::Question,
};
use crate::{
    caches::{
        engine,
        preflight_cache::{Asker, Permission},
    },
    explanation::{
        message::{Exchange, Hop, SentRequest, SentResponse},
        outcome::{Blocked, Failure, Outcome, Stage},
        section::Section,
        story::{Explanation, Story},
        words,
    },
    grammar::{bytes::Header, methods, safelist},
    page::{
        modes::{RedirectMode, RequestMode},
        page_request::PageRequest,
        script,
        url::Url,
    },
};

/// A fetch that is under way. Fetch, ["request"](https://fetch.spec.whatwg.org/#concept-request): what of it changes on the way
/// stands here.
pub(crate) struct Fetching<'a, S> {
    pub(crate) page: &'a PageRequest,
    pub(crate) browser: &'a mut Browser,
    pub(crate) server: S,
    pub(crate) story: Story,
    pub(crate) method: String,
    pub(crate) headers: Vec<Header>,
    /// "Current URL".
    pub(crate) url: Url,
    pub(crate) tainting: Tainting,
    /// "Redirect-taint" is not "same-origin".
    pub(crate) is_tainted: bool,
    /// One of the requests so far was of those that need a preflight, cached or not.
    needs_preflight: bool,
    pub(crate) hops: Vec<Hop>,
    response: Option<SentResponse>,
}

type Refused = (Stage, Failure);

impl<'a, S: FnMut(&SentRequest) -> SentResponse> Fetching<'a, S> {
    pub(crate) fn new(page: &'a PageRequest, browser: &'a mut Browser, server: S) -> Self {
        Fetching {
            page,
            browser,
            server,
            story: Story::default(),
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
        let outcome = self.request().and_then(|()| self.hop()).unwrap_or_else(|(stage, failure)| {
            // Fetch, "Main fetch": "clear cache entries" where a request with a preflight fails, wherever it has come to.
            if self.needs_preflight {
                let asker = asker(self.page, self.is_tainted, &self.url);
                self.browser.preflights.clear(&asker);
            }
            Outcome::Blocked(Blocked { stage, failure })
        });
        self.story.end(words::title(self.page), self.hops, self.response, outcome)
    }

    fn request(&mut self) -> Result<(), Refused> {
        let before = |failure| (Stage::BeforeSending, failure);
        self.url = script::url(self.page).map_err(before)?;
        self.method = script::method(self.page, &mut self.story).map_err(before)?;
        self.headers = script::headers(self.page, &mut self.story).map_err(before)?;
        Ok(())
    }

    /// Once for each URL: Fetch, ["HTTP fetch"](https://fetch.spec.whatwg.org/#concept-http-fetch), the steps behind the response,
    /// around the recursion of the standard.
    fn hop(&mut self) -> Result<Outcome, Refused> {
        loop {
            self.hops.push(Hop::default());
            self.main_fetch()?;
            let response = self.http_network_or_cache_fetch();
            self.response = Some(response.clone());
            if self.tainting == Tainting::Cors {
                let checked = cors_check(&response, self.origin(), self.page.credentials);
                let pass = checked.map_err(|failure| (Stage::Response, self.after_redirect(failure)))?;
                self.story.step(Section::CorsCheck, words::pass(pass));
            }
            if self.page.mode == RequestMode::WebSocket && response.status != 101 {
                return Err((Stage::Response, Failure::NotSwitched(response.status)));
            }
            if self.page.mode == RequestMode::WebSocket || !response.is_redirect() {
                return Ok(self.filtered(&response));
            }
            match self.page.redirect {
                RedirectMode::Error => return Err((Stage::Redirect, Failure::Redirected)),
                RedirectMode::Manual => {
                    self.story.step(Section::OpaqueRedirectFilteredResponse, words::REDIRECTED);
                    return Ok(Outcome::OpaqueRedirect);
                }
                RedirectMode::Follow => {}
            }
            if !self.http_redirect_fetch(&response).map_err(|failure| (Stage::Redirect, failure))? {
                return Ok(self.filtered(&response));
            }
        }
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch), the steps that choose how to fetch, with those of
    /// "HTTP fetch" about the preflight.
    fn main_fetch(&mut self) -> Result<(), Refused> {
        let stage = if self.hops.len() > 1 { Stage::Redirect } else { Stage::BeforeSending };
        let refuse = |failure| Err((stage, failure));
        if self.page.mode == RequestMode::WebSocket {
            self.story.step(Section::MainFetch, words::WEB_SOCKET);
            return Ok(());
        }
        if self.url.is_of(&self.page.page_origin) && self.tainting == Tainting::Basic {
            self.story.step(Section::MainFetch, words::OWN);
            return Ok(());
        }
        match self.page.mode {
            RequestMode::SameOrigin => return refuse(Failure::OtherOrigin),
            RequestMode::NoCors if self.page.redirect != RedirectMode::Follow => {
                return refuse(Failure::RedirectModeNeedsCors);
            }
            RequestMode::NoCors => {
                self.tainting = Tainting::Opaque;
                self.story.step(Section::MainFetch, words::NO_CORS);
                return Ok(());
            }
            RequestMode::Cors | RequestMode::WebSocket => {}
        }
        if !self.url.is_http() {
            return refuse(Failure::NotHttp);
        }
        self.tainting = Tainting::Cors;
        self.preflight().map_err(|failure| (Stage::Preflight, self.after_redirect(failure)))
    }

    /// Fetch, ["HTTP fetch"](https://fetch.spec.whatwg.org/#concept-http-fetch), the steps about the preflight.
    fn preflight(&mut self) -> Result<(), Failure> {
        let unsafe_names = safelist::unsafe_names(&self.headers);
        let asker = asker(self.page, self.is_tainted, &self.url);
        let question = Question {
            url: self.url.to_string(),
            origin: asker.origin,
            method: &self.method,
            unsafe_names: &unsafe_names,
            credentials: self.page.credentials,
            always: self.page.upload_listener,
        };
        self.story.step(Section::MainFetch, words::why_asked(&question, self.url.is_of(&self.page.page_origin)));
        if !question.is_needed() {
            return Ok(());
        }
        self.needs_preflight = true;
        let cache = &mut self.browser.preflights;
        let asks_method = (question.always || !methods::is_safelisted(&self.method))
            && !cache.has(&asker, &Permission::Method(self.method.clone()));
        let is_new = |name: &String| !cache.has(&asker, &Permission::Header(name.clone()));
        if !asks_method && !unsafe_names.iter().any(is_new) {
            self.story.step(Section::CorsPreflightCache, words::REMEMBERED);
            return Ok(());
        }
        let request = question.request();
        self.story.sent(Section::CorsPreflightFetch, "The browser sends a preflight", &request);
        let response = (self.server)(&request);
        self.story.answered(&response);
        let judged = question.judge(&response);
        let max_age = engine::max_age(self.browser.engine, &response);
        if let Some(hop) = self.hops.last_mut() {
            hop.preflight = Some(Exchange { request, response });
        }
        let passed = judged?;
        self.story.step(Section::CorsCheck, words::pass(passed.check));
        self.story.step(Section::CorsPreflightFetch, words::granted(&question));
        self.story.step(Section::CorsPreflightCache, words::kept(max_age, self.browser.engine));
        let expires = self.browser.now.saturating_add(Duration::from_secs(max_age));
        for permission in passed.permissions {
            cache.store(&asker, permission, expires);
        }
        cache.expire(self.browser.now);
        Ok(())
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch), the steps that choose a filtered response.
    fn filtered(&mut self, response: &SentResponse) -> Outcome {
        let mode = self.page.mode;
        let (section, words, outcome) = match self.tainting {
            Tainting::Basic => {
                (Section::BasicFilteredResponse, None, Outcome::Readable(ExposedHeaders::of_own_origin()))
            }
            Tainting::Opaque => (Section::OpaqueFilteredResponse, None, Outcome::Opaque),
            Tainting::Cors => {
                let exposed = ExposedHeaders::of_other_origin(response, self.page.credentials);
                (Section::CorsFilteredResponse, Some(words::exposed(&exposed)), Outcome::Readable(exposed))
            }
        };
        self.story.step(section, words.unwrap_or_else(|| words::unchecked(self.tainting, mode).to_owned()));
        outcome
    }

    pub(crate) fn origin(&self) -> &'a str {
        serialised_origin(self.page, self.is_tainted)
    }

    /// What a failure of the check is after a redirect that has made `null` of the origin.
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

fn asker<'a>(page: &'a PageRequest, is_tainted: bool, url: &'a Url) -> Asker<'a> {
    let origin = serialised_origin(page, is_tainted);
    Asker { page: &page.page_origin, origin, url, credentials: page.credentials }
}
