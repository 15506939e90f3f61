//! Servers that are slow, close connections or send nonsense: each gets a clear line, and none holds up the probe.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use super::{
    app::{Release, app},
    probe::{Probed, probe},
};
use crate::Framework;

/// The longest time for a whole probe, if no request is answered within half a second.
const LONGEST: Duration = Duration::from_secs(15);
/// The most memory that a probe may have at a time: no server decides how much that is.
const LARGEST: u64 = 16 << 20;

/// Starts a server that treats every connection in this way, once it has read a request. It ends with the tests.
fn listen(answer: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let connections = Arc::new(AtomicUsize::new(0));
    let (answer, counted) = (Arc::new(answer), connections.clone());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::Relaxed);
            let answer = answer.clone();
            thread::spawn(move || {
                let mut request = [0; 4096];
                // The probe hangs up when it likes.
                let _ = stream.read(&mut request).and_then(|_| answer(&mut stream));
            });
        }
    });
    (port, connections)
}

/// A server that sends this, and closes the connection.
fn sends(bytes: impl Into<Vec<u8>>) -> u16 {
    let bytes = bytes.into();
    listen(move |stream| stream.write_all(&bytes)).0
}

/// A server that sends the beginning, and then the same again and again.
fn repeats(begin: &'static str, again: &'static str) -> u16 {
    listen(move |stream| {
        stream.write_all(begin.as_bytes())?;
        let many = again.repeat(100);
        loop {
            stream.write_all(many.as_bytes())?;
        }
    })
    .0
}

fn probe_port(port: u16, arguments: &[&str]) -> Probed {
    let inventory = &app(Framework::Axum, Release::Declared).inventory;
    let arguments = [&["--timeout", "0.5"], arguments].concat();
    let mut probed = None;
    let memory = allocation_counter::measure(|| {
        probed = Some(probe(inventory, &format!("http://127.0.0.1:{port}"), &arguments));
    });
    let probed = probed.expect("it was called");
    println!("{:?}, {} bytes at a time", probed.took, memory.bytes_max);
    assert!(memory.bytes_max < LARGEST, "{} bytes", memory.bytes_max);
    assert!(probed.took < LONGEST, "{probed:?}");
    assert!(!probed.errors.contains("panicked"), "{probed:?}");
    probed
}

/// Asserts that the report names the fault, in a line that people can read.
#[track_caller]
fn finds(faults: &[&str], probed: &Probed) {
    let Some(report) = &probed.report else {
        let line = probed.errors.trim_end();
        assert_eq!(probed.code, 2);
        assert!(line.len() > 20 && line.lines().count() <= 2, "a clear line: {line:?}");
        return;
    };
    assert_eq!(probed.code, 1, "{}", report.describe());
    assert!(faults.iter().any(|fault| report.faults().contains(fault)), "{faults:?}: {}", report.describe());
    for finding in &report.findings {
        for text in [&finding.detail, &finding.seen] {
            assert!(!text.chars().any(char::is_control) && text.len() < 1_000, "{text:?}");
        }
    }
}

const NO_ANSWER: &[&str] = &["no_answer"];

#[test]
fn a_server_that_refuses_connections() {
    // Bound, so that no other program gets the port, and not listening.
    let bound = tokio::net::TcpSocket::new_v4().expect("a socket");
    bound.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
    finds(NO_ANSWER, &probe_port(bound.local_addr().expect("an address").port(), &[]));
}

#[test]
fn a_server_that_does_not_answer() {
    let (port, _) = listen(|stream| stream.read(&mut [0; 1]).map(drop));
    finds(NO_ANSWER, &probe_port(port, &[]));
}

#[test]
fn a_server_that_sends_a_byte_each_second() {
    let (port, _) = listen(|stream| {
        for byte in "HTTP/1.1 204 No Content\r\naccess-control-allow-origin: *\r\n\r\n".bytes() {
            stream.write_all(&[byte])?;
            thread::sleep(Duration::from_secs(1));
        }
        Ok(())
    });
    finds(NO_ANSWER, &probe_port(port, &[]));
}

#[test]
fn a_server_that_closes_at_once() {
    finds(NO_ANSWER, &probe_port(sends(""), &[]));
}

/// A server may close a connection that is idle while the next request is on its way: browsers send that one again.
#[test]
fn a_server_that_closes_connections_between_requests() {
    let (port, connections) = listen(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
        stream.read(&mut [0; 4096]).map(drop)
    });
    let report = probe_port(port, &[]).report.expect("a report");
    assert!(connections.load(Ordering::Relaxed) > 10);
    assert!(!report.faults().contains("no_answer"), "{}", report.describe());
}

#[test]
fn a_server_that_closes_in_the_head() {
    finds(NO_ANSWER, &probe_port(sends("HTTP/1.1 200 OK\r\naccess-control-allow-ori"), &[]));
}

/// The head is there, and scripts see a network error all the same.
#[test]
fn a_server_that_closes_in_the_body() {
    finds(NO_ANSWER, &probe_port(sends("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf"), &[]));
}

#[test]
fn a_server_without_a_status() {
    for nonsense in ["SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n", "\0\0\0\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n"] {
        finds(NO_ANSWER, &probe_port(sends(nonsense), &[]));
    }
}

#[test]
fn a_server_with_two_lengths() {
    let lengths = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 4\r\n\r\nabcd";
    finds(NO_ANSWER, &probe_port(sends(lengths), &[]));
}

/// The rest looks like the answer to the next request, which would be allowed to everyone.
#[test]
fn a_server_that_sends_more_than_it_says() {
    let stranger = "HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\n\r\n";
    let first = format!("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab{stranger}");
    let probed = probe_port(sends(first), &[]);
    finds(&["no_answer", "header_removed", "policy_differs", "origin_removed"], &probed);
    let report = probed.report.expect("a report");
    assert!(!report.faults().contains("stranger_allowed"), "{}", report.describe());
}

#[test]
fn a_server_with_a_megabyte_of_headers() {
    let headers = format!("x-long: {}\r\n", "a".repeat(8_000)).repeat(130);
    finds(NO_ANSWER, &probe_port(sends(format!("HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n")), &[]));
}

#[test]
fn a_server_with_endless_headers() {
    finds(
        NO_ANSWER,
        &probe_port(repeats("HTTP/1.1 200 OK\r\n", "x-long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"), &[]),
    );
}

/// The head can be judged; the body is not kept.
#[test]
fn a_server_with_an_endless_body() {
    let probed = probe_port(repeats("HTTP/1.1 200 OK\r\n\r\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), &[]);
    finds(&["no_answer", "header_removed", "policy_differs", "origin_removed"], &probed);
}

#[test]
fn a_server_that_promises_answers() {
    for hint in ["HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"] {
        let (port, _) = listen(move |stream| {
            loop {
                stream.write_all(hint.as_bytes())?;
                thread::sleep(Duration::from_millis(1));
            }
        });
        finds(NO_ANSWER, &probe_port(port, &[]));
    }
}

#[test]
fn a_server_with_control_characters() {
    let (bell, escape) = ("server: a\u{7}b\r\n", "server: \u{1b}[2J\u{1b}[31m\r\n");
    for header in [bell, escape] {
        finds(NO_ANSWER, &probe_port(sends(format!("HTTP/1.1 200 OK\r\n{header}content-length: 0\r\n\r\n")), &[]));
    }
}

/// Headers cannot write into the report of a terminal, nor into that of a browser.
#[test]
fn a_server_that_writes_into_the_report() {
    let answer = "HTTP/1.1 200 OK\r\nserver: <script>alert(1)</script>\r\nvia: 1.1 \u{9b}31m\r\n\
                  access-control-allow-origin: <img src=x onerror=alert(1)>\r\ncontent-length: 0\r\n\r\n";
    let port = sends(answer);
    let inventory = super::file("inventory.json", &app(Framework::Axum, Release::Declared).inventory);
    for format in ["html", "text", "junit"] {
        let target = format!("http://127.0.0.1:{port}");
        let arguments = ["cors-audit", "probe", inventory.to_str().expect("text"), &target, "--format", format];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = cors_audit::run(arguments.map(Into::into), &mut out, &mut err);
        let text = String::from_utf8(out).expect("text");
        assert_eq!(code, 1, "{text}");
        if format != "text" {
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{text}");
        }
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
    }
}

/// A probe asks the host that it was given, and follows no redirect.
#[test]
fn a_server_that_redirects_to_another() {
    let (elsewhere, connections) = listen(|_| Ok(()));
    for status in
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let answer = format!(
            "HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:{elsewhere}/\r\nalt-svc: h2=\":{elsewhere}\"\r\n\
             refresh: 0; url=http://127.0.0.1:{elsewhere}/\r\ncontent-length: 0\r\n\r\n"
        );
        finds(&["redirected"], &probe_port(sends(answer), &[]));
    }
    assert_eq!(connections.load(Ordering::Relaxed), 0);
}

/// The certificate is not one that the probe trusts, or there is none.
#[test]
fn a_server_without_a_certificate() {
    let port = sends("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let inventory = &app(Framework::Axum, Release::Declared).inventory;
    let target = format!("https://127.0.0.1:{port}");
    let probed = probe(inventory, &target, &["--timeout", "0.5", "--http-port", &port.to_string()]);
    assert!(probed.took < LONGEST, "{probed:?}");
    finds(NO_ANSWER, &probed);
}
