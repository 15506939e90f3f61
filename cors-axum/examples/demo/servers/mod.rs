//! The three servers of the demo.

pub(crate) mod api;
mod pages;
mod session;
mod wire;

use std::io;

use axum::{Router, middleware};
use tokio::net::TcpListener;

use crate::common::{Ports, Wire};

/// Serves until one of the servers fails.
pub(crate) async fn serve(ports: Ports) -> io::Result<()> {
    let wire = Wire::default();
    let page = pages::page(&ports.origins, wire.clone());
    let stranger = pages::stranger(&ports.origins, wire.clone());
    tokio::try_join!(
        axum::serve(TcpListener::from_std(ports.api)?, recorded_api(wire)),
        axum::serve(TcpListener::from_std(ports.page)?, page),
        axum::serve(TcpListener::from_std(ports.stranger)?, stranger),
    )?;
    Ok(())
}

/// The API, with a recorder of its requests and responses. A layer on the finished router is outside CORS, so it sees preflights and
/// the headers of every response. Only a recorder belongs there.
fn recorded_api(wire: Wire) -> Router {
    api::router().into_router().layer(middleware::from_fn_with_state(wire, wire::record))
}
