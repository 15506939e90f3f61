//! Requests of scripts, and how a browser sends them to an application.

use cors_browser::{Browser, CredentialsMode, Explanation, PageRequest, RequestMode, SentRequest, SentResponse};
use cors_tests::driver::Driver;
use http::{Request, Response};

use crate::{
    fetch,
    world::{HOST, path},
};

/// A request of a script.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) place: usize,
    pub(crate) origin: String,
    pub(crate) method: &'static str,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) credentials: bool,
    pub(crate) listens: bool,
    pub(crate) mode: Mode,
}

/// Most requests are to be read; the others are there because caches keep their answers too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Cors,
    /// As of an image: without `Origin`, and never read.
    NoCors,
}

/// The origin of all applications: its own pages need no permission.
pub(crate) fn own_origin() -> String {
    format!("https://{HOST}")
}

impl Ask {
    pub(crate) fn is_own(&self) -> bool {
        self.origin == own_origin()
    }

    pub(crate) fn path(&self) -> String {
        path(self.place)
    }

    pub(crate) fn page_request(&self) -> PageRequest {
        let request = PageRequest::new(&self.origin, self.method).to(format!("{}{}", own_origin(), self.path()));
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let credentials = if self.credentials { CredentialsMode::Include } else { CredentialsMode::SameOrigin };
        let mode = if self.mode == Mode::Cors { RequestMode::Cors } else { RequestMode::NoCors };
        let request = request.credentials(credentials).mode(mode);
        if self.listens { request.with_upload_listener() } else { request }
    }

    /// The outcome in a browser, with this application.
    pub(crate) async fn of(&self, app: &impl Driver) -> Explanation {
        self.in_browser(&mut Browser::new(), app).await
    }

    /// The outcome in a browser that may remember earlier requests.
    pub(crate) async fn in_browser(&self, browser: &mut Browser, app: &impl Driver) -> Explanation {
        fetch::fetch(browser, &self.page_request(), async |sent| send(app, &self.path(), sent).await).await
    }

    /// The requests that a browser would send if all of them were allowed: the preflight, if there is one, and the request.
    pub(crate) fn sent(&self) -> (Option<SentRequest>, Option<SentRequest>) {
        let explanation = cors_browser::fetch(&self.page_request(), |sent| self.granting(sent));
        let request = |exchange: Option<&cors_browser::Exchange>| exchange.map(|exchange| exchange.request.clone());
        (request(explanation.preflight()), request(explanation.actual()))
    }

    /// An answer that allows everything that is asked for.
    pub(crate) fn granting(&self, sent: &SentRequest) -> SentResponse {
        let response = SentResponse::new(200)
            .header("access-control-allow-origin", &self.origin)
            .header("access-control-allow-credentials", "true");
        let asked = [
            ("access-control-request-method", "access-control-allow-methods"),
            ("access-control-request-headers", "access-control-allow-headers"),
        ];
        asked.into_iter().fold(response, |response, (asked, allowed)| match sent.get(asked) {
            Some(value) => response.header(allowed, value),
            None => response,
        })
    }
}

pub(crate) async fn send(app: &impl Driver, path: &str, sent: &SentRequest) -> SentResponse {
    let headers: Vec<(&str, &str)> = sent.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fetch::answer(&raw(app, &sent.method, path, &headers).await)
}

/// A request without a browser.
pub(crate) async fn raw(app: &impl Driver, method: &str, path: &str, headers: &[(&str, &str)]) -> Response<Vec<u8>> {
    let request = Request::builder().method(method).uri(path).header("host", HOST);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    app.send(request.body("").expect("a request")).await
}
