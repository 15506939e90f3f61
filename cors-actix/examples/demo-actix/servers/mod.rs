//! The three servers of the demo.

pub(crate) mod api;
mod pages;
mod session;
mod wire;

use std::{io, net::TcpListener};

use actix_web::{
    App, Error, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::from_fn,
    web::Data,
};

use crate::common::{Ports, Wire};

/// Serves until one of the servers fails.
pub(crate) async fn serve(ports: Ports) -> io::Result<()> {
    let Ports { origins, api, page, stranger } = ports;
    // Each worker builds an application of its own, so shared state is created here.
    let (wire, state) = (Wire::default(), api::State::default());
    let recorded = Data::new(wire.clone());
    let of_stranger = (origins, wire);
    let of_page = of_stranger.clone();
    tokio::try_join!(
        // Around the finished application the recorder is outside CORS, so it sees preflights and the headers of every response.
        // Only a recorder belongs there.
        start(api, move || api::app(&state).app_data(recorded.clone()).wrap(from_fn(wire::record)))?,
        start(page, move || App::new().configure(|config| pages::page(config, &of_page)))?,
        start(stranger, move || App::new().configure(|config| pages::stranger(config, &of_stranger)))?,
    )?;
    Ok(())
}

fn start<T, B>(listener: TcpListener, app: impl Fn() -> App<T> + Send + Clone + 'static) -> io::Result<Server>
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    // Ctrl-C ends the process, not a single server.
    Ok(HttpServer::new(app).workers(2).disable_signals().listen(listener)?.run())
}
