//! The ports of the three servers.

use std::{
    fmt, io,
    net::{Ipv4Addr, TcpListener},
};

use serde::Serialize;

/// Three listeners, and their origins.
pub(crate) struct Ports {
    pub(crate) origins: Origins,
    pub(crate) api: TcpListener,
    pub(crate) page: TcpListener,
    pub(crate) stranger: TcpListener,
}

/// The origins of the servers: scheme, host and port.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Origins {
    /// The API.
    pub(crate) api: String,
    /// The page whose origin the API allows.
    pub(crate) page: String,
    /// A page whose origin the API does not allow. To a browser it is another host, although it is the same machine.
    pub(crate) stranger: String,
}

impl Ports {
    /// Listens on three ports in a row, or, from 0, on any three.
    pub(crate) fn listen(first_port: u16) -> Result<Self, PortError> {
        let api = listen(first_port, 0)?;
        let page = listen(first_port, 1)?;
        let stranger = listen(first_port, 2)?;
        let origin = |host, listener: &TcpListener| match listener.local_addr() {
            Ok(address) => Ok(format!("http://{host}:{}", address.port())),
            Err(error) => Err(PortError { port: first_port, error }),
        };
        let origins = Origins {
            api: origin("localhost", &api)?,
            page: origin("localhost", &page)?,
            stranger: origin("127.0.0.1", &stranger)?,
        };
        Ok(Ports { origins, api, page, stranger })
    }
}

fn listen(first_port: u16, offset: u16) -> Result<TcpListener, PortError> {
    let port = if first_port == 0 { 0 } else { first_port.saturating_add(offset) };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let ready = listener.and_then(|listener| listener.set_nonblocking(true).map(|()| listener));
    ready.map_err(|error| PortError { port, error })
}

/// A port that is not available.
#[derive(Debug)]
pub(crate) struct PortError {
    port: u16,
    error: io::Error,
}

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The demo cannot listen on port {}: {}.\n\
             Does it run already? To use other ports, name the first of three, or 0 for any that are free:\n\
             cargo run -p {} --example {} -- 5000",
            self.port,
            self.error,
            env!("CARGO_PKG_NAME"),
            option_env!("CARGO_BIN_NAME").unwrap_or("demo")
        )
    }
}

impl std::error::Error for PortError {}
