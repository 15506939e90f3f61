//! A client that asks one host, follows no redirect, and reads no more of a body than it has to.

use std::{
    fs,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use reqwest::{
    Certificate, Client as Http, Method, Response,
    header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT},
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
    preferred: Http,
    http1: Http,
    own_headers: HeaderMap,
    pace: Pace,
    /// To begin with; a stream may go on for longer.
    timeout: Duration,
    requests: AtomicU64,
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
            preferred: builder().build().map_err(built)?,
            http1: builder().http1_only().build().map_err(built)?,
            own_headers: headers(&args.headers)?,
            pace: Pace::new(rate),
            timeout,
            requests: AtomicU64::new(0),
        })
    }

    /// The number of requests so far.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Sends a request to the host of the target.
    pub(crate) async fn send(&self, request: &Request, protocol: Protocol) -> Result<Answer, NoAnswer> {
        if !self.target.has_host_of(&request.url) {
            return Err(NoAnswer::NotSent("it is for another host".to_owned()));
        }
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|_| NoAnswer::NotSent(format!("`{}` is not a method", request.method)))?;
        let mut all = headers(&request.headers).map_err(NoAnswer::NotSent)?;
        all.extend(self.own_headers.clone());
        all.entry(USER_AGENT).or_insert(HeaderValue::from_static(concat!("cors-audit/", env!("CARGO_PKG_VERSION"))));
        self.pace.turn().await;
        self.requests.fetch_add(1, Ordering::Relaxed);
        let http = match protocol {
            Protocol::Preferred => &self.preferred,
            Protocol::Http1 => &self.http1,
        };
        // The client's own time limit does not hold for everything that a server can do before its answer.
        let sent = timeout(self.timeout, http.request(method, &request.url).headers(all).send()).await;
        let response = sent.map_err(|_| NoAnswer::TimedOut)??;
        let answer = Answer::new(response.status().as_u16(), response.headers(), response.version());
        drain(response).await?;
        Ok(answer)
    }
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
