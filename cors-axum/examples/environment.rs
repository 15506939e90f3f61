//! The operator lists the front ends in an environment variable:
//!
//! ```console
//! $ CORS_ORIGINS='https://example.com https://*.shop.example' cargo run -p cors-axum --example environment
//! $ curl -i http://localhost:3000/profile -H 'Origin: https://example.com'
//! $ curl -i http://localhost:3000/profile -H 'Origin: https://example.org'
//! ```
//!
//! The second response has no `Access-Control-Allow-Origin`. In a browser, open <https://example.com> and enter in the console (the
//! browser may ask whether the page may reach this device):
//!
//! ```js
//! await (await fetch("http://localhost:3000/profile", { credentials: "include" })).text()
//! ```
//!
//! The variable has to meet the rules of the attribute. If it is missing or wrong, the program prints the error and does not start:
//!
//! ```console
//! $ CORS_ORIGINS='https://example.com/ http://shop.example' cargo run -p cors-axum --example environment
//! ```

use std::{env, error::Error, process, sync::LazyLock};

use cors_axum::{CorsRouter, OriginSet, cors, routes};
use tokio::net::TcpListener;

static FRONT_ENDS: LazyLock<OriginSet> = LazyLock::new(|| {
    OriginSet::from_env("CORS_ORIGINS").unwrap_or_else(|error| {
        eprintln!("{error}");
        process::exit(1)
    })
});

// The variable cannot list `http://localhost:5173`. Debug builds allow it here.
#[cors(origins = FRONT_ENDS, dev_origins = ["http://localhost:5173"], credentials)]
async fn profile() -> &'static str {
    "Ada Lovelace\n"
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Reads the variable.
    let app = CorsRouter::new().route("/profile", routes![get(profile)]).into_make_service();
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("Listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
