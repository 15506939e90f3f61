//! A client that sends what it is told to and changes nothing: one request, one connection, HTTP/1.1.
//!
//! A library would tidy up paths and headers, and tidied requests are not what this is about.

use std::{fmt, net::SocketAddr, time::Duration};

use http::{
    HeaderName, HeaderValue, Method, Request, Response,
    header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::Driver;
use crate::frameworks::Framework;

/// A response that has not come by now never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// An application that listens on a port of this machine until this is dropped.
pub struct Served {
    address: SocketAddr,
    framework: Framework,
    stop: Option<Box<dyn FnOnce() + Send + Sync>>,
}

impl Served {
    pub(super) fn new(address: SocketAddr, framework: Framework, stop: impl FnOnce() + Send + Sync + 'static) -> Self {
        Served { address, framework, stop: Some(Box::new(stop)) }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a request, and returns as soon as the head of the response is there.
    pub async fn begin(&self, request: &Request<&str>) -> Incoming {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        // A server that has seen enough answers and hangs up: what it said is of interest, that it did not listen is not.
        let _ = stream.write_all(&bytes(request)).await;
        let mut received = Vec::new();
        let end = loop {
            if let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            let read = timeout(PATIENCE, stream.read_buf(&mut received)).await.expect("in time").expect("a response");
            assert!(read > 0, "hung up: {:?}", String::from_utf8_lossy(&received));
        };
        let body = received.split_off(end + 4);
        let head = head(&received);
        let length = if request.method() == Method::HEAD { Some(0) } else { length(&head) };
        Incoming { head, stream, body, length }
    }
}

impl Driver for Served {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        self.begin(&request).await.finish().await
    }

    fn framework(&self) -> Framework {
        self.framework
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop();
        }
    }
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Served").field("address", &self.address).finish_non_exhaustive()
    }
}

/// A response whose body is still on its way.
#[derive(Debug)]
pub struct Incoming {
    pub head: Response<()>,
    stream: TcpStream,
    body: Vec<u8>,
    /// As announced.
    length: Option<usize>,
}

impl Incoming {
    /// The whole response.
    pub async fn finish(mut self) -> Response<Vec<u8>> {
        // Every request says `Connection: close`: the body ends where the connection does. It may be open for a while longer:
        // actix-web waits for the rest of a request that no handler has read.
        while self.length.is_none_or(|length| self.body.len() < length) {
            let read = timeout(PATIENCE, self.stream.read_buf(&mut self.body)).await;
            if read.expect("in time").expect("the rest of the response") == 0 {
                break;
            }
        }
        let chunked = self.head.headers().get(TRANSFER_ENCODING).is_some_and(|coding| coding == "chunked");
        let body = if chunked { joined(&self.body) } else { self.body };
        self.head.map(|()| body)
    }
}

/// A request, as it is sent.
fn bytes(request: &Request<&str>) -> Vec<u8> {
    let mut bytes = format!("{} {} HTTP/1.1\r\n", request.method(), request.uri()).into_bytes();
    if !request.headers().contains_key(HOST) {
        bytes.extend_from_slice(b"Host: api.example.com\r\n");
    }
    bytes.extend_from_slice(b"Connection: close\r\n");
    if !request.body().is_empty() {
        bytes.extend_from_slice(format!("Content-Length: {}\r\n", request.body().len()).as_bytes());
    }
    for (name, value) in request.headers() {
        bytes.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(request.body().as_bytes());
    bytes
}

/// The head of a response, without the empty line that ends it.
fn head(bytes: &[u8]) -> Response<()> {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let status = lines.next().and_then(|line| line.split(|byte| *byte == b' ').nth(1));
    let mut response = Response::builder().status(status.expect("a status"));
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':').expect("a header");
        let (name, value) = line.split_at(colon);
        let name = HeaderName::from_bytes(name).expect("a header's name");
        response = response.header(name, HeaderValue::from_bytes(value[1..].trim_ascii()).expect("a header's value"));
    }
    response.body(()).expect("a response")
}

/// How long the body is, where the head says so (RFC 9112, section 6.3).
fn length(head: &Response<()>) -> Option<usize> {
    head.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The chunks of a body, put together (RFC 9112, section 7.1).
fn joined(mut chunked: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunked.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&chunked[..end]).expect("a chunk's size");
        let size = usize::from_str_radix(size, 16).expect("a chunk's size");
        body.extend_from_slice(&chunked[end + 2..end + 2 + size]);
        chunked = &chunked[end + 2 + size + 2..];
        if size == 0 {
            break;
        }
    }
    body
}
