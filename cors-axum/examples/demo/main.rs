//! An interactive demo of CORS in the browser: `cargo run -p cors-axum --example demo`.
//!
//! Three servers in one process: an API whose handlers are annotated with `#[cors(…)]`, a page whose origin it allows, and a page
//! whose origin it does not. For every click they show the requests and responses, and why the script could read the response or not.
//! Start reading in `servers/api.rs`. Everything that does not depend on the framework, such as the pages, is in the workspace's
//! folder `demo`.

#[path = "../../../demo/common/mod.rs"]
mod common;
mod servers;
#[path = "../../../demo/start.rs"]
mod start;

use std::{error::Error, process::ExitCode};

use common::Ports;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let port = start::first_port()?;
    // With `CORS_INVENTORY` the program ends here: it needs no port, so another demo may be running.
    drop(servers::api::router());
    let ports = Ports::listen(port)?;
    start::announce(&ports.origins);
    servers::serve(ports).await?;
    Ok(())
}
