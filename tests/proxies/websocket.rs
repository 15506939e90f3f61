//! The example with a WebSocket behind nginx: `enforce` needs the browser's `Host` and `Origin`.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
};

use crate::{behind::Framework, nginx::Nginx, on_both, page, program::Program};

on_both! {
    pages_of_the_server_itself_pass
    pages_of_the_server_itself_need_their_host
    without_origin_everybody_passes
}

const EVIL: &str = "https://evil.test";

struct Handshakes {
    nginx: Nginx,
    _program: Program,
}

impl Handshakes {
    fn behind(framework: Framework, configuration: &str, edit: impl Fn(&str) -> String) -> Option<Self> {
        let example = match framework {
            Framework::Axum => "websocket",
            Framework::Actix => "websocket-actix",
        };
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(&folder).expect("a folder");
        let program = Program::start(example, &[], &folder);
        let address: SocketAddr = program.origin().trim_start_matches("http://").parse().expect("an address");
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let server = edit(page::configuration(configuration).expect("a configuration"));
        let nginx = Nginx::start_with(&format!("websocket-{test}"), configuration, &server, address)?;
        Some(Handshakes { nginx, _program: program })
    }

    /// The origin of pages that come from behind this nginx.
    fn own(&self) -> String {
        format!("http://127.0.0.1:{}", self.nginx.port)
    }

    /// The status of the answer: 101, if it is opened.
    fn open(&self, origin: &str) -> u16 {
        let host = format!("127.0.0.1:{}", self.nginx.port);
        let mut stream = TcpStream::connect(&host).expect("nginx listens");
        let request = format!(
            "GET /echo HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nOrigin: {origin}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("nginx reads");
        let mut line = [0; 12];
        stream.read_exact(&mut line).expect("an answer");
        std::str::from_utf8(&line[9..]).ok().and_then(|status| status.parse().ok()).expect("a status")
    }
}

fn pages_of_the_server_itself_pass(framework: Framework) {
    let Some(right) = Handshakes::behind(framework, "websocket", str::to_owned) else { return };
    for (origin, status) in [("https://app.example.com", 101), (right.own().as_str(), 101), (EVIL, 403), ("null", 403)]
    {
        assert_eq!(right.open(origin), status, "{origin}");
    }
}

/// nginx names the upstream, if it is not told to name the browser's host; `$host` is without the port.
fn pages_of_the_server_itself_need_their_host(framework: Framework) {
    for other in ["$proxy_host", "$host"] {
        let edit = |right: &str| right.replace("$http_host", other);
        let Some(wrong) = Handshakes::behind(framework, "websocket", edit) else { return };
        for (origin, status) in [("https://app.example.com", 101), (wrong.own().as_str(), 403), (EVIL, 403)] {
            assert_eq!(wrong.open(origin), status, "{origin} {other}");
        }
    }
}

fn without_origin_everybody_passes(framework: Framework) {
    let Some(wrong) = Handshakes::behind(framework, "websocket: wrong", str::to_owned) else { return };
    assert_eq!(wrong.open(EVIL), 101, "the program takes it for one that is no browser");
}
