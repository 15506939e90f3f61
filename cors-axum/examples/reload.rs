//! The list of front ends is read from a file again whenever it changes, while the server runs.
//!
//! ```console
//! $ echo 'https://example.com' > origins.txt
//! $ cargo run -p cors-axum --example reload
//! $ curl -i http://localhost:3000/profile -H 'Origin: https://example.org'
//! $ echo 'https://example.com https://example.org' > new.txt && mv new.txt origins.txt
//! $ curl -i http://localhost:3000/profile -H 'Origin: https://example.org'
//! ```
//!
//! Only the second response has `Access-Control-Allow-Origin`. A file with a mistake changes nothing, and the mistake is printed.
//! `mv` matters: a file that is half written may end in half an origin, which may belong to an attacker.
//!
//! In a browser, open <https://example.org> and enter in the console, before and after the file changes (the browser may ask
//! whether the page may reach this device):
//!
//! ```js
//! await (await fetch("http://localhost:3000/profile", { credentials: "include" })).text()
//! ```

use std::{env, error::Error, fs, sync::LazyLock, thread, time::Duration};

use cors_axum::{CorsRouter, OriginSet, ReloadableOrigins, cors, routes};
use tokio::net::TcpListener;

const FILE: &str = "origins.txt";

static FRONT_ENDS: LazyLock<ReloadableOrigins> = LazyLock::new(|| match read() {
    Ok(origins) => ReloadableOrigins::new(origins),
    Err(error) => {
        eprintln!("{error}");
        std::process::exit(1)
    }
});

fn read() -> Result<OriginSet, Box<dyn Error>> {
    let text = fs::read_to_string(FILE).map_err(|error| format!("{FILE}: {error}"))?;
    Ok(OriginSet::from_text(&text)?)
}

/// Checks the file once a second, in a thread because it waits for the disk.
fn watch() {
    let mut complaint = String::new();
    loop {
        thread::sleep(Duration::from_secs(1));
        match read() {
            Ok(origins) => {
                complaint.clear();
                if origins != FRONT_ENDS.current() {
                    println!("Now there are {origins:?}");
                    FRONT_ENDS.reload(origins);
                }
            }
            // Printed once, not every second.
            Err(error) => {
                let error = error.to_string();
                if error != complaint {
                    eprintln!("The front ends stay as they were: {error}");
                    complaint = error;
                }
            }
        }
    }
}

#[cors(origins = FRONT_ENDS, credentials)]
async fn profile() -> &'static str {
    "Ada Lovelace\n"
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Reads the file for the first time.
    let app = CorsRouter::new().route("/profile", routes![get(profile)]).into_make_service();
    thread::spawn(watch);
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("Listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
