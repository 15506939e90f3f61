//! Requests of scripts, and how a browser sends them to an application.

use cors_browser::{
    Browser, CredentialsMode, Explanation, PageRequest, ReferrerPolicy, RequestMode, SentRequest, SentResponse,
};
use cors_tests::driver::Driver;
use http::Response;

use crate::{
    fetch,
    received::Received,
    world::{HOST, path},
};

/// A request of a page.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) place: usize,
    pub(crate) origin: String,
    pub(crate) method: &'static str,
    pub(crate) headers: Vec<(&'static str, &'static str)>,
    pub(crate) credentials: bool,
    pub(crate) listens: bool,
    pub(crate) mode: Mode,
    /// The host and the port of its URL.
    pub(crate) host: &'static str,
    /// Whether the browser sends Fetch Metadata.
    pub(crate) metadata: bool,
    /// The header in which a proxy names the scheme.
    pub(crate) proxy: Option<(&'static str, &'static str)>,
}

/// Most requests are to be read. No other page can read the answers to the others, but a server has to judge them, and caches keep
/// their answers too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Cors,
    /// `GET`, without `Origin`.
    Image,
    /// `GET`, without `Origin`.
    Frame,
    /// `GET`, without `Origin`: the user follows a link to a whole page.
    Link,
    /// As a link, of an address that was typed.
    Typed,
    /// `POST`, of a form.
    Form,
    /// `POST`, of a form under `Referrer-Policy: no-referrer`: its `Origin` is `null`.
    FormWithoutReferrer,
}

impl Mode {
    pub(crate) fn is_cors(self) -> bool {
        self == Mode::Cors
    }

    fn method(self) -> &'static str {
        if matches!(self, Mode::Form | Mode::FormWithoutReferrer) { "POST" } else { "GET" }
    }

    /// `Sec-Fetch-Mode` and `Sec-Fetch-Dest`: Fetch Metadata, sections 2.1 and 2.2.
    fn metadata(self) -> (&'static str, &'static str) {
        match self {
            Mode::Cors => ("cors", "empty"),
            Mode::Image => ("no-cors", "image"),
            Mode::Frame => ("navigate", "iframe"),
            Mode::Link | Mode::Typed | Mode::Form | Mode::FormWithoutReferrer => ("navigate", "document"),
        }
    }
}

/// The host to which a domain of the attacker points after a while: DNS rebinding.
pub(crate) const REBOUND: &str = "rebound.test";

/// The origin of the pages under a host: those of the application's own need no permission.
pub(crate) fn origin_of(host: &str) -> String {
    format!("https://{host}")
}

/// `Sec-Fetch-Site` of a page's request: Fetch Metadata, section 2.3. Registrable domains have two labels here.
fn site(origin: &str, host: &str) -> &'static str {
    let own = origin_of(host);
    let domain = |origin: &str| {
        let host = origin.strip_prefix("https://")?.split(':').next()?.to_owned();
        let mut labels: Vec<&str> = host.split('.').collect();
        Some(labels.split_off(labels.len().saturating_sub(2)).join("."))
    };
    match domain(origin) {
        _ if origin == own => "same-origin",
        Some(other) if Some(&other) == domain(&own).as_ref() => "same-site",
        _ => "cross-site",
    }
}

impl Ask {
    /// A script's request without anything special.
    pub(crate) fn new(place: usize, method: &'static str, origin: impl Into<String>) -> Self {
        Ask {
            place,
            origin: origin.into(),
            method,
            headers: Vec::new(),
            credentials: false,
            listens: false,
            mode: Mode::Cors,
            host: HOST,
            metadata: true,
            proxy: None,
        }
    }

    /// Changes the way in which the page sends it: all but scripts have a fixed method and no headers of their own.
    pub(crate) fn by(self, mode: Mode) -> Self {
        let method = if mode.is_cors() { self.method } else { mode.method() };
        let headers = if mode.is_cors() { self.headers } else { Vec::new() };
        Ask { mode, method, headers, listens: self.listens && mode.is_cors(), ..self }
    }

    pub(crate) fn is_own(&self) -> bool {
        self.origin == origin_of(self.host)
    }

    pub(crate) fn path(&self) -> String {
        path(self.place)
    }

    pub(crate) fn page_request(&self) -> PageRequest {
        let request =
            PageRequest::new(&self.origin, self.method).to(format!("{}{}", origin_of(self.host), self.path()));
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let credentials = if self.credentials { CredentialsMode::Include } else { CredentialsMode::SameOrigin };
        let mode = if self.mode.is_cors() { RequestMode::Cors } else { RequestMode::NoCors };
        let request = request.credentials(credentials).mode(mode);
        let is_without_referrer = self.mode == Mode::FormWithoutReferrer;
        let request = if is_without_referrer { request.referrer_policy(ReferrerPolicy::NoReferrer) } else { request };
        if self.listens { request.with_upload_listener() } else { request }
    }

    /// The outcome in a browser, with this application.
    pub(crate) async fn of(&self, app: &impl Driver) -> Explanation {
        self.in_browser(&mut Browser::new(), app).await
    }

    /// The outcome in a browser that may remember earlier requests.
    pub(crate) async fn in_browser(&self, browser: &mut Browser, app: &impl Driver) -> Explanation {
        fetch::fetch(browser, &self.page_request(), async |sent| send(app, self, sent).await).await
    }

    /// A request with everything that the browser and the proxies add to it, and a user who is signed in.
    pub(crate) fn wire(&self, sent: &SentRequest) -> SentRequest {
        let mut wire = sent.clone();
        let mut add = |name: &str, value: &str| wire.headers.push((name.to_owned(), value.to_owned()));
        add("host", self.host);
        if sent.credentials {
            add("cookie", "session=1");
        }
        if self.metadata {
            let is_preflight = sent.get("access-control-request-method").is_some();
            let (mode, destination) = if is_preflight { ("cors", "empty") } else { self.mode.metadata() };
            add("sec-fetch-site", if self.mode == Mode::Typed { "none" } else { site(&self.origin, self.host) });
            add("sec-fetch-mode", mode);
            add("sec-fetch-dest", destination);
        }
        if let Some((name, value)) = self.proxy {
            add(name, value);
        }
        wire
    }

    /// A request, as the server reads it.
    pub(crate) fn received(&self, sent: &SentRequest) -> Received {
        let wire = self.wire(sent);
        let headers: Vec<_> = wire.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Received::new(&wire.method, &self.path(), &headers)
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

pub(crate) async fn send(app: &impl Driver, ask: &Ask, sent: &SentRequest) -> SentResponse {
    fetch::answer(&ask.received(sent).send(app).await)
}

/// A request without a browser, to the host that the page asks.
pub(crate) async fn raw(app: &impl Driver, method: &str, ask: &Ask, headers: &[(&str, &str)]) -> Response<Vec<u8>> {
    let headers: Vec<_> = [("host", ask.host)].into_iter().chain(headers.iter().copied()).collect();
    Received::new(method, &ask.path(), &headers).send(app).await
}
