//! Requests of pages, and the outcome of each in a browser, by the model.

use std::fmt;

use cors_axum::browser::{
    Blocked, CredentialsMode, Explanation, Failure, Outcome, PageRequest, RequestMode, SentRequest, SentResponse,
    Stage, fetch,
};
use cors_tests::driver::Served;
use http_body_util::Full;
use hyper::Request;
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use tokio::runtime::Handle;

/// A request that pages of each origin send to every application of a port.
#[derive(Clone)]
pub(super) struct Ask {
    method: &'static str,
    path: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
    mode: RequestMode,
    credentials: CredentialsMode,
    /// To tell requests apart that have the same method and path.
    name: Option<&'static str>,
}

impl Ask {
    pub(super) fn new(method: &'static str, path: &'static str) -> Self {
        Ask {
            method,
            path,
            headers: Vec::new(),
            body: "",
            mode: RequestMode::Cors,
            credentials: CredentialsMode::SameOrigin,
            name: None,
        }
    }

    /// The handshake of a WebSocket.
    pub(super) fn socket(path: &'static str) -> Self {
        Ask { mode: RequestMode::WebSocket, name: Some("WebSocket"), ..Ask::new("GET", path) }
    }

    /// A request that needs no preflight, as a form sends it.
    pub(super) fn form(path: &'static str, content_type: &'static str, body: &'static str) -> Self {
        let form = Ask { mode: RequestMode::NoCors, body, name: Some("form"), ..Ask::new("POST", path) };
        form.header("content-type", content_type)
    }

    pub(super) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn json(mut self, body: &'static str) -> Self {
        if serde_json::from_str::<serde_json::Value>(body).is_err() {
            self.name = Some("malformed");
        }
        self.body = body;
        self.header("content-type", "application/json")
    }

    pub(super) fn named(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    pub(super) fn with_cookies(mut self) -> Self {
        self.credentials = CredentialsMode::Include;
        self
    }

    /// Sends the request from a page, with a preflight if a browser sends one.
    pub(super) async fn send(&self, app: &Served, page: &str) -> Sent {
        let url = format!("http://{}{}", app.address(), self.path);
        let request = PageRequest::new(page, self.method).to(url).mode(self.mode).credentials(self.credentials);
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let ask = self.clone();
        let runtime = Handle::current();
        let sent = move || {
            let explanation = fetch(&request, |sent| runtime.block_on(ask.answer(sent)));
            let seen = Seen::of(&explanation);
            let preflight = explanation.preflight().filter(|_| seen == Seen::NotSent);
            Sent { refusal: preflight.map(|preflight| preflight.response.status), seen }
        };
        tokio::task::spawn_blocking(sent).await.expect("it did not panic")
    }

    async fn answer(&self, sent: &SentRequest) -> SentResponse {
        let is_preflight = sent.get("access-control-request-method").is_some();
        let mut message = Request::builder().method(sent.method.as_str()).uri(&sent.url);
        for (name, value) in &sent.headers {
            message = message.header(name, value);
        }
        if self.mode == RequestMode::WebSocket {
            let upgrade = [("connection", "Upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13")];
            message = upgrade.iter().fold(message, |message, (name, value)| message.header(*name, *value));
            message = message.header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        }
        let body = Full::new(bytes::Bytes::from_static(if is_preflight { "" } else { self.body }.as_bytes()));
        let client = Client::builder(TokioExecutor::new()).build_http();
        let response = client.request(message.body(body).expect("a request")).await.expect("a response");
        let answer = SentResponse::new(response.status().as_u16());
        response.headers().iter().fold(answer, |answer, (name, value)| {
            answer.header(name.as_str(), String::from_utf8_lossy(value.as_bytes()))
        })
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{} {}`", self.method, self.path)?;
        let names = self
            .headers
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| *name == "authorization" || *name == "todo-apikey");
        let notes: Vec<_> = names.map(|name| format!("`{name}`")).chain(self.name.map(str::to_owned)).collect();
        if notes.is_empty() { Ok(()) } else { write!(f, ", {}", notes.join(", ")) }
    }
}

/// The outcome of a request, and the status of the answer to a preflight that did not grant it.
pub(super) struct Sent {
    pub(super) seen: Seen,
    pub(super) refusal: Option<u16>,
}

/// The outcome of a request for the page and for the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// The page reads the status, and these headers.
    Read(u16, Vec<String>),
    /// The page reads nothing, but the application has answered the request with this status.
    Withheld(u16),
    /// The browser does not send the request.
    NotSent,
    /// The WebSocket is open.
    Open,
    /// The server answers the handshake with this status.
    Closed(u16),
}

impl Seen {
    fn of(explanation: &Explanation) -> Self {
        let response = explanation.actual().map(|actual| &actual.response);
        match (explanation.outcome(), response) {
            (Outcome::Blocked(Blocked { failure: Failure::NotSwitched(status), .. }), _) => Seen::Closed(*status),
            (Outcome::Blocked(Blocked { stage: Stage::Preflight, .. }), _) | (_, None) => Seen::NotSent,
            (_, Some(response)) if response.status == 101 => Seen::Open,
            (Outcome::Readable(exposed), Some(response)) => {
                let listed = exposed.listed().unwrap_or_default();
                let headers = response.headers.iter().map(|(name, _)| name.to_ascii_lowercase());
                Seen::Read(response.status, headers.filter(|name| listed.contains(name)).collect())
            }
            (_, Some(response)) => Seen::Withheld(response.status),
        }
    }

    /// Whether the page reads something, or the WebSocket is open.
    pub(super) fn is_allowed(&self) -> bool {
        matches!(self, Seen::Read(..) | Seen::Open)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Seen::Read(status, headers) if headers.is_empty() => write!(f, "reads {status}"),
            Seen::Read(status, headers) => write!(f, "reads {status}, `{}`", headers.join("`, `")),
            Seen::Withheld(status) => write!(f, "{status}, withheld"),
            Seen::NotSent => f.write_str("not sent"),
            Seen::Open => f.write_str("open"),
            Seen::Closed(status) => write!(f, "{status}, closed"),
        }
    }
}
