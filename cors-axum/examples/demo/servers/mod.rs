//! The three servers of the demo.

mod api;
mod pages;
mod session;
mod wire;

use std::{fmt, io, net::Ipv4Addr};

use axum::{Router, middleware};
use serde::Serialize;
use tokio::net::TcpListener;

use wire::Wire;

/// Three servers that are ready to serve.
pub(crate) struct Servers {
    origins: Origins,
    api: TcpListener,
    page: TcpListener,
    stranger: TcpListener,
}

/// Where they are: an origin is a scheme, a host and a port.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Origins {
    /// The API.
    pub(crate) api: String,
    /// The page that the API lets in.
    pub(crate) page: String,
    /// A page that the API does not let in. The same machine, but another host to a browser, which compares names.
    pub(crate) stranger: String,
}

impl Servers {
    /// Listens on three ports in a row, or, from 0, on any three.
    pub(crate) async fn bind(first_port: u16) -> Result<Self, PortError> {
        let api = listen(first_port, 0).await?;
        let page = listen(first_port, 1).await?;
        let stranger = listen(first_port, 2).await?;
        let origin = |host, listener: &TcpListener| match listener.local_addr() {
            Ok(address) => Ok(format!("http://{host}:{}", address.port())),
            Err(error) => Err(PortError { port: first_port, error }),
        };
        let origins = Origins {
            api: origin("localhost", &api)?,
            page: origin("localhost", &page)?,
            stranger: origin("127.0.0.1", &stranger)?,
        };
        Ok(Servers { origins, api, page, stranger })
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Serves until one of the servers fails.
    pub(crate) async fn serve(self) -> io::Result<()> {
        let wire = Wire::default();
        let page = pages::page(&self.origins, wire.clone());
        let stranger = pages::stranger(&self.origins);
        tokio::try_join!(
            axum::serve(self.api, recorded_api(wire)),
            axum::serve(self.page, page),
            axum::serve(self.stranger, stranger),
        )?;
        Ok(())
    }
}

/// The API, with everything that passes between it and a browser written down: a layer on the finished router is outside CORS,
/// so that it sees preflights and the headers of every answer. Nothing else belongs there.
fn recorded_api(wire: Wire) -> Router {
    api::router().into_router().layer(middleware::from_fn_with_state(wire, wire::record))
}

async fn listen(first_port: u16, offset: u16) -> Result<TcpListener, PortError> {
    let port = if first_port == 0 { 0 } else { first_port.saturating_add(offset) };
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| PortError { port, error })
}

/// A port that cannot be had.
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
             cargo run -p cors-axum --example demo -- 5000",
            self.port, self.error
        )
    }
}

impl std::error::Error for PortError {}
