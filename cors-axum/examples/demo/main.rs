//! CORS as a browser does it, to click through: `cargo run -p cors-axum --example demo`.
//!
//! Three servers in one process: an API whose handlers are annotated with `#[cors(…)]`, a page that may call it, and a page that
//! may not. The first page shows, for every click, what the browser and the API said to each other, and why the script could read
//! the answer or not. Begin to read in `servers/api.rs`.

mod servers;

use std::{env, error::Error, process::ExitCode};

use servers::Servers;

const DEFAULT_PORT: u16 = 4000;

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
    let servers = Servers::bind(first_port(env::args().nth(1))?).await?;
    let origins = servers.origins();
    println!("Open {} in a browser.\n", origins.page);
    println!("  {}  the page", origins.page);
    println!("  {}  the API that it calls", origins.api);
    println!("  {}  a page that the API does not let in", origins.stranger);
    if !cfg!(debug_assertions) {
        println!(
            "\nThis is a release build: `dev_origins` are left out of it, so that the first page is not let in either."
        );
    }
    println!("\nCtrl-C ends it.");
    servers.serve().await?;
    Ok(())
}

fn first_port(argument: Option<String>) -> Result<u16, String> {
    let Some(argument) = argument else { return Ok(DEFAULT_PORT) };
    argument.parse().map_err(|_| {
        format!(
            "`{argument}` is no port. Usage: demo [FIRST_PORT]\n\
             The demo listens on FIRST_PORT and the two ports after it ({DEFAULT_PORT} if none is given), or, \
             if FIRST_PORT is 0, on any three that are free."
        )
    })
}
