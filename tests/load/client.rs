//! A client of HTTP/1.1 that sends what it is told to.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use cors_axum::browser::SentResponse;

/// An answer that has not come by now never will.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
    stream
}

/// A request without a body, as bytes. `last`: the connection is to be closed.
pub(crate) fn request(method: &str, path: &str, headers: &[(String, String)], last: bool) -> Vec<u8> {
    let mut bytes = format!("{method} {path} HTTP/1.1\r\nhost: api.test\r\n");
    if last {
        bytes.push_str("connection: close\r\n");
    }
    if matches!(method, "POST" | "PUT" | "PATCH") {
        bytes.push_str("content-length: 0\r\n");
    }
    for (name, value) in headers {
        bytes.push_str(&format!("{name}: {value}\r\n"));
    }
    bytes.push_str("\r\n");
    bytes.into_bytes()
}

/// One request, one answer.
pub(crate) fn exchange(address: SocketAddr, method: &str, path: &str, headers: &[(String, String)]) -> SentResponse {
    let mut stream = connect(address);
    // A server that has seen enough answers and hangs up: what it says is of interest, that it does not listen is not.
    let _ = stream.write_all(&request(method, path, headers, true));
    let mut answers = answers(stream, &[method]);
    assert_eq!(answers.len(), 1, "{method} {path} {headers:?}");
    answers.remove(0)
}

/// Everything that comes until the connection ends: the answers to requests by these methods.
pub(crate) fn answers(mut stream: TcpStream, methods: &[&str]) -> Vec<SentResponse> {
    let mut bytes = Vec::new();
    // A reset behind the last answer is none of ours.
    let _ = stream.read_to_end(&mut bytes);
    let mut rest = bytes.as_slice();
    let mut answers = Vec::new();
    for method in methods {
        let Some((answer, body)) = head(rest) else { break };
        let has_body = *method != "HEAD" && !matches!(answer.status, 204 | 304);
        let length = answer.headers.iter().find(|(name, _)| name == "content-length");
        let length = length.map_or(0, |(_, length)| length.parse::<usize>().expect("a length"));
        rest = if has_body { body.get(length..).unwrap_or_default() } else { body };
        assert!(answer.status < 500, "{answer:?}");
        answers.push(answer);
    }
    answers
}

/// The head of an answer, and what is behind it.
fn head(bytes: &[u8]) -> Option<(SentResponse, &[u8])> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, rest) = bytes.split_at(end + 4);
    let head = std::str::from_utf8(head).expect("text");
    let mut lines = head.trim_end().lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().expect("a status");
    let answer =
        lines.filter_map(|line| line.split_once(':')).fold(SentResponse::new(status), |answer, (name, value)| {
            answer.header(name.to_ascii_lowercase(), value.trim())
        });
    Some((answer, rest))
}
