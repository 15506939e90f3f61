//! A client that asks one host, follows no redirect, and reads no more of a body than it has to.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    time::Duration,
};

use reqwest::{
    Certificate, Client as Http, ClientBuilder, Method, RequestBuilder, Response,
    header::{
        ACCESS_CONTROL_REQUEST_METHOD, AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION,
        USER_AGENT,
    },
    redirect::Policy,
};
use tokio::time::timeout;

use super::{
    answer::{Answer, NoAnswer},
    pace::Pace,
    target::Target,
};
use crate::command::cli::WireArgs;

/// Bytes of a body that are read: a longer one costs its connection.
const BODY: usize = 64 * 1024;
/// The silence after which a body is left: it may be a stream of events, which never ends.
const SILENCE: Duration = Duration::from_millis(500);
/// Requests in a row without an answer, after which no further one is sent to a server that has never answered.
const PATIENCE: u32 = 3;
/// The same, for a server that has answered before.
const LONG_PATIENCE: u32 = 16;
/// Requests per second to other machines.
const RATE: u32 = 100;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
}

/// The protocol of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// The one that the server prefers, as in a browser.
    Preferred,
    /// HTTP/1.1.
    Http1,
}

/// A client for one host.
#[derive(Debug)]
pub(crate) struct Client {
    target: Target,
    preferred: Connections,
    http1: Connections,
    own_headers: HeaderMap,
    pace: Pace,
    /// To begin with; a stream may go on for longer.
    timeout: Duration,
    requests: AtomicU64,
    /// The last requests in a row that had no answer.
    unanswered: AtomicU32,
    has_answered: AtomicBool,
}

/// A client with connections that it uses again, and one that opens a new connection for each request.
#[derive(Debug)]
struct Connections {
    kept: Http,
    new: Http,
}

impl Client {
    pub(crate) fn new(target: &Target, args: &WireArgs) -> Result<Self, String> {
        let rate = args.rate.unwrap_or(if target.is_loopback() { 0 } else { RATE });
        let timeout = Duration::try_from_secs_f64(args.timeout).map_err(|_| "`--timeout` is not a time".to_owned())?;
        let certificates = match &args.ca_certificate {
            None => Vec::new(),
            Some(file) => {
                let pem = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
                Certificate::from_pem_bundle(&pem).map_err(|error| format!("{}: {error}", file.display()))?
            }
        };
        // Fails if there is one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            Http::builder()
                .redirect(Policy::none())
                .referer(false)
                .no_proxy()
                .timeout(timeout)
                .tls_certs_merge(certificates.clone())
        };
        let built = |error: reqwest::Error| format!("the client cannot be made: {error}");
        Ok(Client {
            target: target.clone(),
            preferred: Connections::of(builder).map_err(built)?,
            http1: Connections::of(|| builder().http1_only()).map_err(built)?,
            own_headers: own_headers(&args.headers)?,
            pace: Pace::new(rate),
            timeout,
            requests: AtomicU64::new(0),
            unanswered: AtomicU32::new(0),
            has_answered: AtomicBool::new(false),
        })
    }

    /// The number of requests so far.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Returns whether the server has answered a request.
    pub(crate) fn has_answered(&self) -> bool {
        self.has_answered.load(Ordering::Relaxed)
    }

    /// Sends a request to the host of the target.
    pub(crate) async fn send(&self, request: &Request, protocol: Protocol) -> Result<Answer, NoAnswer> {
        if !self.target.has_host_of(&request.url) {
            return Err(NoAnswer::NotSent("it is for another host".to_owned()));
        }
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|_| NoAnswer::NotSent(format!("`{}` is not a method", request.method)))?;
        let mut all = headers(&request.headers).map_err(NoAnswer::NotSent)?;
        let is_preflight = all.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        let own = self.own_headers.iter().filter(|(name, _)| !(is_preflight && is_credential(name)));
        all.extend(own.map(|(name, value)| (name.clone(), value.clone())));
        all.entry(USER_AGENT).or_insert(HeaderValue::from_static(concat!("cors-audit/", env!("CARGO_PKG_VERSION"))));
        let patience = if self.has_answered() { LONG_PATIENCE } else { PATIENCE };
        if self.unanswered.load(Ordering::Relaxed) >= patience {
            return Err(NoAnswer::GivenUp);
        }
        let connections = match protocol {
            Protocol::Preferred => &self.preferred,
            Protocol::Http1 => &self.http1,
        };
        let sent = |http: &Http| self.send_once(http.request(method.clone(), &request.url).headers(all.clone()));
        let answer = match sent(&connections.kept).await {
            // As browsers do: the server may have closed a connection that was to be used again.
            Err(NoAnswer::Malformed(_)) => sent(&connections.new).await,
            answer => answer,
        };
        match answer {
            Ok(_) => {
                self.unanswered.store(0, Ordering::Relaxed);
                self.has_answered.store(true, Ordering::Relaxed);
            }
            Err(_) => drop(self.unanswered.fetch_add(1, Ordering::Relaxed)),
        }
        answer
    }

    async fn send_once(&self, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        self.pace.turn().await;
        self.requests.fetch_add(1, Ordering::Relaxed);
        // The client's own time limit does not hold for everything that a server can do before its answer.
        let response = timeout(self.timeout, request.send()).await.map_err(|_| NoAnswer::TimedOut)??;
        let answer = Answer::new(response.status().as_u16(), response.headers(), response.version());
        drain(response).await?;
        Ok(answer)
    }
}

impl Connections {
    fn of(builder: impl Fn() -> ClientBuilder) -> reqwest::Result<Self> {
        Ok(Connections { kept: builder().build()?, new: builder().pool_max_idle_per_host(0).build()? })
    }
}

/// Returns whether browsers leave a header out of preflights: Fetch, ["credentials"](https://fetch.spec.whatwg.org/#credentials).
fn is_credential(name: &HeaderName) -> bool {
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name)
}

/// Reads a body to its end, so that the connection can be used again, unless it is long or a stream.
async fn drain(mut response: Response) -> Result<(), NoAnswer> {
    let mut read = 0;
    while read < BODY {
        match timeout(SILENCE, response.chunk()).await {
            Ok(Ok(Some(chunk))) => read += chunk.len(),
            Ok(Ok(None)) | Err(_) => break,
            // A stream may last longer than the time limit.
            Ok(Err(error)) if error.is_timeout() => break,
            Ok(Err(_)) => return Err(NoAnswer::Incomplete),
        }
    }
    Ok(())
}

/// The headers of `--header`.
fn own_headers(lines: &[(String, String)]) -> Result<HeaderMap, String> {
    let is_of_cors = |name: &str| {
        let name = name.to_ascii_lowercase();
        name == "origin" || name.starts_with("access-control-") || name.starts_with("sec-fetch-")
    };
    match lines.iter().find(|(name, _)| is_of_cors(name)) {
        Some((name, _)) => Err(format!("`--header` cannot set `{name}`: each request has its own")),
        None => headers(lines),
    }
}

fn headers(lines: &[(String, String)]) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let bytes: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
        let value = bytes.and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
        let (Ok(name), Some(value)) = (HeaderName::from_bytes(name.as_bytes()), value) else {
            return Err(format!("`{name}` is not a header, or its value is not one"));
        };
        headers.append(name, value);
    }
    Ok(headers)
}
