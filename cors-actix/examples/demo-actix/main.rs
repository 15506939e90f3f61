//! CORS as a browser does it, to click through: `cargo run -p cors-actix --example demo-actix`.
//!
//! Three servers in one process: an API whose handlers are annotated with `#[cors(…)]`, a page that may call it, and a page that
//! may not. The first page shows, for every click, what the browser and the API said to each other, and why the script could read
//! the answer or not. Begin to read in `servers/api.rs`. What is there whatever framework serves it, the pages above all, is in
//! the workspace's folder `demo`.

#[path = "../../../demo/common/mod.rs"]
mod common;
mod servers;
#[path = "../../../demo/start.rs"]
mod start;

use std::{error::Error, process::ExitCode};

use common::Ports;

#[actix_web::main]
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
    let ports = Ports::listen(start::first_port()?)?;
    start::announce(&ports.origins);
    servers::serve(ports).await?;
    Ok(())
}
