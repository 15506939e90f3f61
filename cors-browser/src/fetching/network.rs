//! The request itself, over the network or from the HTTP cache.

use super::{
    main_fetch::Fetching,
    origin_header::{Tainting, origin_header},
};
use crate::{
    caches::http_cache::Cached,
    explanation::{
        message::{Exchange, SentRequest, SentResponse},
        section::Section,
        words,
    },
    page::modes::{CredentialsMode, RequestMode},
};

impl<S: FnMut(&SentRequest) -> SentResponse> Fetching<'_, S> {
    /// Fetch, ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch).
    pub(crate) fn http_network_or_cache_fetch(&mut self) -> SentResponse {
        let is_socket = self.page.mode == RequestMode::WebSocket;
        let origin = origin_header(self.page, &self.method, &self.url, self.tainting, self.origin());
        let origin = origin.map(|origin| ("Origin".to_owned(), origin));
        let credentials = match self.page.credentials {
            _ if is_socket => true,
            CredentialsMode::Omit => false,
            CredentialsMode::SameOrigin => self.tainting == Tainting::Basic,
            CredentialsMode::Include => true,
        };
        let request = SentRequest {
            url: self.url.to_string(),
            method: self.method.clone(),
            headers: self.headers.iter().cloned().chain(origin).collect(),
            credentials,
        };
        let (page, now) = (self.page.page_origin.as_str(), self.browser.now);
        let mut sent = request.clone();
        let cached = if is_socket { None } else { self.browser.responses.find(page, &request, now) };
        let revalidates = matches!(cached, Some(Cached::Stale(_)));
        match cached {
            Some(Cached::Fresh(response)) => {
                self.steps.add(Section::HttpNetworkOrCacheFetch, words::FRESH);
                return response;
            }
            Some(Cached::Stale(conditions)) => {
                self.steps.add(Section::HttpNetworkOrCacheFetch, words::STALE);
                sent.headers.extend(conditions);
            }
            None => {}
        }
        self.steps.add_request(Section::HttpFetch, "The browser sends the request", &sent);
        let response = (self.server)(&sent);
        self.steps.add_response(&response);
        if let Some(hop) = self.hops.last_mut() {
            hop.actual = Some(Exchange { request: sent, response: response.clone() });
        }
        let cache = &mut self.browser.responses;
        cache.invalidate(&request, &response);
        if revalidates
            && response.status == 304
            && let Some(stored) = cache.freshen(page, &request, &response, now)
        {
            self.steps.add(Section::HttpNetworkOrCacheFetch, words::FRESHENED);
            return stored;
        }
        if !is_socket {
            cache.store(page, &request, &response, now);
        }
        response
    }
}
