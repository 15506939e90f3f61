//! A demo, and an nginx in front of it.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
};

use cors_axum::browser::{Blocked, Explanation, Outcome, PageRequest, SentResponse};
use serde::Deserialize;
use tokio::{net::TcpSocket, runtime::Runtime};

use crate::{
    common::{Origins, Ports},
    deployed,
    nginx::Nginx,
    page,
};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

/// What is behind nginx, and nginx.
pub(crate) struct Behind {
    pub(crate) nginx: Nginx,
    origins: Option<Origins>,
    _bound: Option<TcpSocket>,
    _runtime: Runtime,
}

/// What the demo has written down of a request.
#[derive(Debug, Deserialize)]
pub(crate) struct Received {
    id: u64,
    request_headers: Vec<(String, String)>,
}

/// What nginx has answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The headers, names in lower case, in alphabetical order.
    pub(crate) lines: Vec<String>,
}

impl Behind {
    /// `None` where there is no nginx.
    pub(crate) fn start(framework: Framework, configuration: &str) -> Option<Self> {
        Behind::start_with(framework, configuration, str::to_owned)
    }

    /// With what has become of a configuration.
    pub(crate) fn start_with(framework: Framework, configuration: &str, edit: fn(&str) -> String) -> Option<Self> {
        let ports = Ports::listen(0).expect("there are free ports");
        let (origins, api) = (ports.origins.clone(), ports.api.local_addr().expect("an address"));
        let runtime = Runtime::new().expect("a runtime can be started");
        match framework {
            Framework::Axum => drop(runtime.spawn(crate::on_axum::serve(ports))),
            Framework::Actix => drop(runtime.spawn(crate::on_actix::serve(ports))),
        }
        let server = edit(page::configuration(configuration).expect("a configuration"));
        let nginx = Nginx::start_with(&name(framework, configuration, "demo"), configuration, &server, api)?;
        Some(Behind { nginx, origins: Some(origins), _bound: None, _runtime: runtime })
    }

    /// With no program behind nginx.
    pub(crate) fn without_demo(framework: Framework, configuration: &str) -> Option<Self> {
        // Bound, so that no other program gets the port, above all not nginx; and not listening.
        let bound = TcpSocket::new_v4().expect("a socket");
        bound.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
        let address = bound.local_addr();
        let runtime = Runtime::new().expect("a runtime can be started");
        let name = name(framework, configuration, "no-demo");
        let nginx = Nginx::start(&name, configuration, address.expect("a free port"))?;
        Some(Behind { nginx, origins: None, _bound: Some(bound), _runtime: runtime })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.nginx.port)
    }

    /// Past nginx.
    pub(crate) fn direct(&self, path: &str) -> String {
        format!("{}{path}", self.origins().api)
    }

    pub(crate) fn ask(&self, request: PageRequest, path: &str) -> Explanation {
        deployed::ask(&request.to(self.url(path)))
    }

    pub(crate) fn get(&self, path: &str, page: Option<&str>) -> Answer {
        self.send("GET", path, page.map(|page| ("origin", page)).as_slice())
    }

    /// A request exactly as given.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        send(self.nginx.port, method, path, headers)
    }

    pub(crate) fn post(&self, path: &str, page: &str, body: &[u8]) -> Answer {
        let mut stream = self.connect();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: api.test\r\nconnection: close\r\norigin: {page}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        // A server that refuses it need not read it all.
        let _ = stream.write_all(request.as_bytes()).and_then(|()| stream.write_all(body));
        Answer::read(stream)
    }

    /// The number of the last request that has reached the demo.
    pub(crate) fn seen(&self) -> u64 {
        self.received_since(0).last().map_or(0, |last| last.id)
    }

    /// What has reached the demo behind that.
    pub(crate) fn received_since(&self, id: u64) -> Vec<Received> {
        let url = format!("{}/wire/{id}", self.origins().page);
        ureq::get(&url).call().expect("the page's server answers").body_mut().read_json().expect("the record is JSON")
    }

    fn origins(&self) -> &Origins {
        self.origins.as_ref().expect("the demo runs")
    }

    fn connect(&self) -> TcpStream {
        connect(self.nginx.port)
    }
}

/// Sends a request as it is to an nginx at this port.
pub(crate) fn send(port: u16, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    send_to(port, "api.test", method, path, headers)
}

/// As [`send`], for a host.
pub(crate) fn send_to(port: u16, host: &str, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let mut stream = connect(port);
    let request = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{lines}\r\n");
    stream.write_all(request.as_bytes()).expect("nginx reads");
    Answer::read(stream)
}

fn connect(port: u16) -> TcpStream {
    TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).expect("nginx listens")
}

impl Received {
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        self.request_headers.iter().find(|(line, _)| line == name).map(|(_, value)| value.as_str())
    }
}

impl Answer {
    pub(crate) fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        // A reset behind the answer is none of ours.
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, _) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("an answer: {text:?}"));
        let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = headers.lines().filter_map(|line| line.split_once(": "));
        let mut lines: Vec<_> = headers.map(|(name, value)| format!("{}: {value}", name.to_lowercase())).collect();
        lines.sort();
        Answer { status, lines }
    }

    /// The only value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.lines.iter().filter_map(|line| line.split_once(": ").filter(|(line, _)| *line == name));
        let value = values.next().map(|(_, value)| value);
        assert_eq!(values.next(), None, "{self:?}");
        value
    }

    pub(crate) fn allowed(&self) -> Option<&str> {
        self.header("access-control-allow-origin")
    }
}

/// What CORS says in a response, in alphabetical order, without nginx's own `Vary` of compressed answers.
pub(crate) fn lines(response: &SentResponse) -> Vec<String> {
    let cors = response.headers.iter().filter(|(name, _)| name.starts_with("access-control-") || name == "vary");
    let lines = cors.map(|(name, value)| format!("{name}: {value}"));
    let mut lines: Vec<_> = lines.filter(|line| line != "vary: Accept-Encoding").collect();
    // Two of a name stay in their order.
    lines.sort_by(|a, b| a.split(':').next().cmp(&b.split(':').next()));
    lines
}

#[track_caller]
pub(crate) fn blocked(explanation: &Explanation) -> &Blocked {
    let Outcome::Blocked(blocked) = explanation.outcome() else { panic!("{explanation}") };
    blocked
}

fn name(framework: Framework, configuration: &str, who: &str) -> String {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("test").replace("::", "-");
    format!("{framework:?}-{}-{who}-{test}", configuration.replace(": ", "-")).to_lowercase()
}
