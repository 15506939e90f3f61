//! The request itself, over the network or out of the cache.

use super::{
    main_fetch::Fetching,
    origin_header::{Tainting, origin_header},
};
use crate::{
    caches::http_cache::Found,
    explanation::{
        message::{Exchange, SentRequest, SentResponse},
        section::Section,
        words,
    },
    grammar::bytes::decoded,
    page::modes::{CredentialsMode, RequestMode},
};

impl<S: FnMut(&SentRequest) -> SentResponse> Fetching<'_, S> {
    /// Fetch, ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch).
    pub(crate) fn http_network_or_cache_fetch(&mut self) -> SentResponse {
        let origin = origin_header(self.page, &self.method, &self.url, self.tainting, self.origin());
        let own = self.headers.iter().map(|header| (header.name.clone(), decoded(&header.value)));
        let mut headers: Vec<_> = own.chain(origin.map(|origin| ("Origin".to_owned(), origin))).collect();
        let credentials = match self.page.credentials {
            _ if self.page.mode == RequestMode::WebSocket => true,
            CredentialsMode::Omit => false,
            CredentialsMode::SameOrigin => self.tainting == Tainting::Basic,
            CredentialsMode::Include => true,
        };
        let mut request = SentRequest {
            url: self.url.to_string(),
            method: self.method.clone(),
            headers: headers.clone(),
            credentials,
        };
        let (page, now) = (self.page.page_origin.as_str(), self.browser.now);
        let is_cached = self.page.mode != RequestMode::WebSocket;
        let found = if is_cached { self.browser.responses.find(page, &request, now) } else { None };
        let asked = request.clone();
        let revalidates = match found {
            Some(Found::Fresh(response)) => {
                self.story.step(Section::HttpNetworkOrCacheFetch, words::FRESH);
                return response;
            }
            Some(Found::Stale(conditions)) => {
                self.story.step(Section::HttpNetworkOrCacheFetch, words::STALE);
                headers.extend(conditions);
                request.headers = headers;
                true
            }
            None => false,
        };
        self.story.sent(Section::HttpFetch, "The browser sends the request", &request);
        let response = (self.server)(&request);
        self.story.answered(&response);
        if let Some(hop) = self.hops.last_mut() {
            hop.actual = Some(Exchange { request, response: response.clone() });
        }
        let cache = &mut self.browser.responses;
        cache.invalidate(&asked, &response);
        let freshened = (revalidates && response.status == 304).then(|| cache.freshen(page, &asked, &response, now));
        if let Some(stored) = freshened.flatten() {
            self.story.step(Section::HttpNetworkOrCacheFetch, words::FRESHENED);
            return stored;
        }
        if is_cached {
            cache.store(page, &asked, &response, now);
        }
        response
    }
}
