//! One row of the table: a configuration of a proxy, and the faults that a probe finds behind it.

use std::net::SocketAddr;

use super::{app::Release, tls::TLS};
use crate::{Framework, haproxy, nginx, page, process::Process, varnish};

/// For every `location` that sets no header of its own.
const FORWARD: &str = "proxy_set_header Host $http_host;\nproxy_set_header X-Forwarded-Proto $scheme;\n";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proxy {
    Nginx,
    Haproxy,
    Varnish,
}

/// The text of a configuration: a `server` of nginx, a `frontend` of haproxy, subroutines of Varnish.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text {
    /// As `docs/proxies.md` has it.
    Page,
    /// Another configuration of the page, with a text in it replaced.
    Edited { name: &'static str, old: &'static str, new: &'static str },
    /// As given.
    Own(&'static str),
}

/// The program behind the proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    Release(Release),
    /// Nothing listens.
    Down,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) proxy: Proxy,
    pub(super) name: &'static str,
    text: Text,
    /// Text beside the `server`, or in front of the `frontend`.
    beside: &'static str,
    pub(super) program: Program,
    pub(super) is_tls: bool,
    /// Further arguments of the probe.
    pub(super) arguments: &'static [&'static str],
    /// The faults that are found.
    pub(super) found: &'static [&'static str],
    /// Faults that may be found besides, because they follow from the same mistake.
    pub(super) follow: &'static [&'static str],
}

impl Row {
    /// A configuration of the page that is right.
    pub(super) const fn right(proxy: Proxy, name: &'static str) -> Self {
        Row {
            proxy,
            name,
            text: Text::Page,
            beside: "",
            program: Program::Release(Release::Declared),
            is_tls: false,
            arguments: &[],
            found: &[],
            follow: &[],
        }
    }

    /// A configuration of the page that is wrong, and the faults that are found.
    pub(super) const fn wrong(proxy: Proxy, name: &'static str, found: &'static [&'static str]) -> Self {
        Row { found, ..Row::right(proxy, name) }
    }

    /// With this text, in place of the configuration that the page has under the name of the row.
    pub(super) const fn own(self, text: &'static str) -> Self {
        Row { text: Text::Own(text), ..self }
    }

    /// With a configuration of the page in which a text is replaced.
    pub(super) const fn edited(self, name: &'static str, old: &'static str, new: &'static str) -> Self {
        Row { text: Text::Edited { name, old, new }, ..self }
    }

    pub(super) const fn beside(self, beside: &'static str) -> Self {
        Row { beside, ..self }
    }

    pub(super) const fn with_program(self, program: Program) -> Self {
        Row { program, ..self }
    }

    /// Over TLS, with HTTP/2 and HTTP/1.1.
    pub(super) const fn tls(self) -> Self {
        Row { is_tls: true, ..self }
    }

    pub(super) const fn with(self, arguments: &'static [&'static str]) -> Self {
        Row { arguments, ..self }
    }

    pub(super) const fn followed_by(self, follow: &'static [&'static str]) -> Self {
        Row { follow, ..self }
    }

    /// Whether it is a configuration of the page, as it stands there.
    pub(super) const fn is_of_page(&self) -> bool {
        matches!(self.text, Text::Page)
    }

    /// Starts the proxy. `None`, and a loud message, where it is not installed.
    pub(super) fn start(&self, framework: Framework, program: SocketAddr) -> Option<Process> {
        let name: String = self.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let name = format!("bed-{framework:?}-{name}").to_lowercase();
        let text = self.text();
        let with_ports = |listen: &str, ports: crate::process::Ports| {
            let text = format!("{listen}{text}");
            text.replace("{first}", &ports.first.to_string()).replace("{second}", &ports.second.to_string())
        };
        match self.proxy {
            Proxy::Nginx => {
                let listen = if self.is_tls {
                    "listen 127.0.0.1:{first} ssl http2;\nssl_certificate certificate.pem;\nssl_certificate_key key.pem;\n"
                } else {
                    "listen 127.0.0.1:{first};\n"
                };
                let listen = format!("{listen}{FORWARD}");
                let http = format!("{}{}", nginx::in_http(self.name), self.beside);
                let tls = self.is_tls.then(|| [("certificate.pem", &*TLS.certificate), ("key.pem", &*TLS.key)]);
                nginx::start(&name, &http, program, tls.as_ref().map_or(&[], |files| files), |ports| {
                    with_ports(&listen, ports)
                })
            }
            Proxy::Haproxy => {
                let listen = if self.is_tls {
                    "bind 127.0.0.1:{first} ssl crt haproxy.pem alpn h2,http/1.1\n"
                } else {
                    "bind 127.0.0.1:{first}\n"
                };
                let sections = format!("{}{}", haproxy::sections(self.name), self.beside);
                let pem = self.is_tls.then(|| format!("{}{}", TLS.certificate, TLS.key));
                haproxy::start(&name, &sections, program, pem.as_deref(), |ports| with_ports(listen, ports))
            }
            Proxy::Varnish => varnish::start(&name, &text, program),
        }
    }

    fn text(&self) -> String {
        let language = match self.proxy {
            Proxy::Nginx => "nginx",
            Proxy::Haproxy => "haproxy",
            Proxy::Varnish => "vcl",
        };
        let of_page = |name| page::configuration_of(language, name).unwrap_or_else(|| panic!("{language}: {name}"));
        match self.text {
            Text::Page => of_page(self.name).to_owned(),
            Text::Edited { name, old, new } => {
                let text = of_page(name);
                assert!(text.contains(old), "{text}");
                text.replace(old, new)
            }
            Text::Own(text) => text.to_owned(),
        }
    }
}
