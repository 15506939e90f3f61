//! Exchanges, as the guide writes them.

use cors_browser::SentRequest;
use http::{Response, StatusCode, header};

use super::scenarios::Scenario;

/// What says nothing about CORS. `Allow` is axum's own, on whatever is answered to `OPTIONS`.
const LEFT_OUT: [header::HeaderName; 6] = [
    header::ACCEPT,
    header::ALLOW,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::DATE,
    header::TRANSFER_ENCODING,
];

/// What stands at the end of a response, in this order.
const LAST: [&str; 7] = [
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Vary",
];

/// The handshake's own lines, with the key of RFC 6455, section 1.3.
pub(super) const HANDSHAKE: [(&str, &str); 4] = [
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

/// The headers that a request has besides those that say nothing here, in the order in which the guide shows them.
pub(super) fn headers(scenario: &Scenario, sent: &SentRequest) -> Vec<(String, String)> {
    let left_out = |name: &str| LEFT_OUT.iter().any(|left_out| left_out.as_str().eq_ignore_ascii_case(name));
    let mut headers: Vec<_> = sent.headers.iter().filter(|(name, _)| !left_out(name)).cloned().collect();
    headers.sort_by_key(|(name, _)| !name.eq_ignore_ascii_case("origin"));
    let mut add = |name: &str, value: &str| headers.push((name.to_owned(), value.to_owned()));
    if sent.credentials && scenario.cookie {
        add("Cookie", "session=7f3a");
    }
    if scenario.is_handshake() {
        HANDSHAKE.iter().for_each(|(name, value)| add(name, value));
    }
    headers
}

/// The request, and what it was answered.
pub(super) fn exchange(scenario: &Scenario, sent: &SentRequest, response: &Response<Vec<u8>>) -> String {
    let (host, path) = host_and_path(&sent.url);
    let mut text = format!("{} {path} HTTP/1.1\nHost: {host}\n", sent.method);
    for (name, value) in headers(scenario, sent) {
        text.push_str(&format!("{}: {value}\n", capital(&name)));
    }
    let body = if sent.method == "OPTIONS" { "" } else { scenario.body };
    push_body(&mut text, body);
    text.push('\n');
    let status = response.status();
    text.push_str(format!("HTTP/1.1 {} {}", status.as_u16(), status.canonical_reason().unwrap_or_default()).trim_end());
    text.push('\n');
    let mut lines: Vec<(String, &str)> = response
        .headers()
        .iter()
        .filter(|(name, _)| !LEFT_OUT.contains(name))
        .map(|(name, value)| (capital(name.as_str()), value.to_str().expect("text")))
        .collect();
    // Frameworks have orders of their own.
    lines.sort_by_key(|(name, _)| (LAST.iter().position(|last| last == name), name.clone()));
    for (name, value) in lines {
        text.push_str(&format!("{name}: {value}\n"));
    }
    // Release builds give no reason.
    let explains = status == StatusCode::FORBIDDEN && !cfg!(debug_assertions);
    let body = if explains { "" } else { str::from_utf8(response.body()).expect("text") };
    push_body(&mut text, body.trim_end());
    text
}

fn push_body(text: &mut String, body: &str) {
    if !body.is_empty() {
        text.push_str(&format!("\n{body}\n"));
    }
}

pub(super) fn host_and_path(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").expect("a scheme").1;
    rest.split_at(rest.find('/').expect("a path"))
}

/// `access-control-allow-origin` as the guide writes it.
fn capital(name: &str) -> String {
    let capital = |word: &str| match word {
        "etag" => "ETag".to_owned(),
        "websocket" | "WebSocket" => "WebSocket".to_owned(),
        _ => word.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(word.chars().skip(1)).collect(),
    };
    name.split('-').map(capital).collect::<Vec<String>>().join("-")
}
