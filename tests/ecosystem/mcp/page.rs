//! A script of a page, as the model of a browser runs it: requests with bodies, and what the script can read of the answers.

use std::io::{BufRead, BufReader, Read};

use cors_axum::browser::{Explanation, Outcome, PageRequest, SentRequest, SentResponse, fetch};
use cors_tests::driver::Served;
use serde_json::Value;

pub(super) struct Page {
    origin: &'static str,
    endpoint: String,
}

/// A response, as far as the script can read it.
#[derive(Debug)]
pub(super) struct Readable {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// A request that the script makes.
struct Request {
    method: &'static str,
    accept: &'static str,
    body: &'static str,
}

impl Page {
    pub(super) fn of(origin: &'static str, app: &Served) -> Self {
        Page { origin, endpoint: format!("http://{}/mcp", app.address()) }
    }

    /// Sends a message, and reads the whole answer.
    pub(super) async fn post(&self, headers: &[(&str, &str)], body: &'static str) -> Result<Readable, Explanation> {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        self.fetch(Request { method: "POST", accept: "application/json, text/event-stream", body }, &headers).await
    }

    /// Opens a stream of events and reads the first one, or none if the stream is resumed.
    pub(super) async fn stream(&self, headers: &[(&str, &str)]) -> Result<Readable, Explanation> {
        self.fetch(Request { method: "GET", accept: "text/event-stream", body: "" }, headers).await
    }

    pub(super) async fn delete(&self, headers: &[(&str, &str)]) -> Result<Readable, Explanation> {
        self.fetch(Request { method: "DELETE", accept: "*/*", body: "" }, headers).await
    }

    async fn fetch(&self, request: Request, headers: &[(&str, &str)]) -> Result<Readable, Explanation> {
        let asked = PageRequest::new(self.origin, request.method).to(&self.endpoint).header("accept", request.accept);
        let asked = headers.iter().fold(asked, |asked, (name, value)| asked.header(*name, *value));
        let sending = move || {
            let mut body = String::new();
            let explanation = fetch(&asked, |sent| {
                let (response, received) = send(sent, &request);
                body = received;
                response
            });
            (explanation, body)
        };
        let (explanation, body) = tokio::task::spawn_blocking(sending).await.expect("it did not panic");
        let (Outcome::Readable(exposed), Some(response)) = (explanation.outcome(), explanation.response()) else {
            return Err(explanation);
        };
        let headers = response.headers.iter().filter(|(name, _)| exposed.covers(name)).cloned().collect();
        Ok(Readable { status: response.status, headers, body })
    }
}

impl Readable {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The JSON-RPC message: the whole body, or in an event.
    pub(super) fn message(&self) -> Value {
        let events = self.body.lines().filter_map(|line| line.strip_prefix("data:"));
        let json = events.map(str::trim).find(|data| data.starts_with('{')).unwrap_or(&self.body);
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Sends a request as the model tells it. The body belongs to the request itself, and not to its preflight.
fn send(sent: &SentRequest, request: &Request) -> (SentResponse, String) {
    let agent = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().new_agent();
    let mut message = ureq::http::Request::builder().method(sent.method.as_str()).uri(&sent.url);
    for (name, value) in &sent.headers {
        message = message.header(name, value);
    }
    let body = if sent.method == request.method { request.body } else { "" };
    let message = message.body(body).expect("a request");
    let response = agent.run(message).unwrap_or_else(|error| panic!("{}: {error}", sent.url));
    let answer = SentResponse::new(response.status().as_u16());
    let answer = response
        .headers()
        .iter()
        .fold(answer, |answer, (name, value)| answer.header(name.as_str(), String::from_utf8_lossy(value.as_bytes())));
    let mut body = String::new();
    let mut reader = BufReader::new(response.into_body().into_reader());
    if sent.get("last-event-id").is_some() {
        // Nothing has happened since.
    } else if sent.method == "GET" && answer.status == 200 {
        // An event ends with an empty line.
        while !body.ends_with("\n\n") && reader.read_line(&mut body).expect("text") > 0 {}
    } else {
        reader.read_to_string(&mut body).expect("text");
    }
    (answer, body)
}
