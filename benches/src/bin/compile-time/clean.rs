//! What the adapter adds to a clean build of a small application.

use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs, time::Instant};

use crate::{Bench, verdict, wrapper::Taken};

/// A clean build with the adapter may take so many times what one with the peer takes.
const MOST: f64 = 1.15;

/// An application, as it is without CORS.
struct Small {
    framework: &'static str,
    dependencies: &'static str,
    peer: &'static str,
    ours: &'static str,
    with_peer: &'static str,
    with_ours: &'static str,
}

const AXUM: Small = Small {
    framework: "axum",
    dependencies: "axum = \"0.8\"\ntokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }\n",
    peer: "tower-http = { version = \"0.7\", features = [\"cors\"] }\n",
    ours: "cors-axum = { path = \"{root}/cors-axum\" }\n",
    with_peer: r#"
use axum::{Router, http::HeaderValue, routing::get};
use tower_http::cors::CorsLayer;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let cors = CorsLayer::new().allow_origin(HeaderValue::from_static("https://app.example.com"));
    let app = Router::new().route("/", get(async || "hello")).layer(cors);
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:0").await?, app).await
}
"#,
    with_ours: r#"
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"])]
async fn hello() -> &'static str { "hello" }

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = CorsRouter::new().route("/", routes![get(hello)]).into_make_service();
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:0").await?, app).await
}
"#,
};

const ACTIX: Small = Small {
    framework: "actix-web",
    dependencies: "actix-web = \"4\"\n",
    peer: "actix-cors = \"=0.7.2\"\n",
    ours: "cors-actix = { path = \"{root}/cors-actix\" }\n",
    with_peer: r#"
use actix_cors::Cors;
use actix_web::{App, HttpServer, get};

#[get("/")]
async fn hello() -> &'static str { "hello" }

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let app = || App::new().service(hello).wrap(Cors::default().allowed_origin("https://app.example.com"));
    HttpServer::new(app).bind(("127.0.0.1", 0))?.run().await
}
"#,
    with_ours: r#"
use actix_web::{App, HttpServer, get};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = ["https://app.example.com"])]
#[get("/")]
async fn hello() -> &'static str { "hello" }

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().with_cors().service(routes![hello]).finish()).bind(("127.0.0.1", 0))?.run().await
}
"#,
};

/// What a build took.
struct Built {
    /// By crate; those that are compiled twice, for the macros too, are one, and so are all build scripts.
    crates: BTreeMap<String, f64>,
    wall: f64,
}

impl Built {
    fn processor(&self) -> f64 {
        self.crates.values().sum()
    }
}

/// Builds each application from nothing several times, one after another and all over again.
pub(crate) fn measure(bench: &Bench, rounds: usize) -> Result<String, Box<dyn Error>> {
    let mut text = String::from(
        "## A small application\n\nA clean `cargo build` of an application with one handler. Processor time of the compiler, and \
         time on the clock, which depends on what else the machine does; the least of several builds, in seconds.\n\n\
         | framework | | crates | processor | clock |\n|---|---|---:|---:|---:|\n",
    );
    let mut rest = String::new();
    for small in [AXUM, ACTIX] {
        let mut least: [Option<Built>; 2] = [None, None];
        for round in 1..=rounds {
            for (is_ours, least) in [false, true].into_iter().zip(&mut least) {
                let built = small.build(bench, is_ours)?;
                eprintln!(
                    "{}, ours: {is_ours}, build {round} of {rounds}: {:.1} s",
                    small.framework,
                    built.processor()
                );
                let wall = least.as_ref().map_or(built.wall, |least| least.wall.min(built.wall));
                if least.as_ref().is_none_or(|least| built.processor() < least.processor()) {
                    *least = Some(built);
                }
                if let Some(least) = least {
                    least.wall = wall;
                }
            }
        }
        let [Some(peer), Some(ours)] = least else { return Err("at least one round".into()) };
        for (whose, built) in [("peer", &peer), ("ours", &ours)] {
            let (framework, crates) = (small.framework, built.crates.len());
            let _ =
                writeln!(text, "| {framework} | {whose} | {crates} | {:.1} | {:.1} |", built.processor(), built.wall);
        }
        let ratio = ours.processor() / peer.processor();
        rest += &verdict(&format!("{}: a clean build, beside one with the peer", small.framework), ratio, MOST, "");
        rest += &difference(&peer, &ours);
    }
    Ok(format!("{text}\n{rest}"))
}

/// The crates that only one of the two has, or that differ.
fn difference(peer: &Built, ours: &Built) -> String {
    let of = |built: &Built, name: &str| built.crates.get(name).copied().unwrap_or_default();
    let names = peer.crates.keys().chain(ours.crates.keys());
    let mut differ: Vec<(&str, f64)> = names
        .filter(|name| !(peer.crates.contains_key(*name) && ours.crates.contains_key(*name)))
        .map(|name| (name.as_str(), of(ours, name) - of(peer, name)))
        .collect();
    differ.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let listed: Vec<String> = differ.iter().map(|(name, seconds)| format!("`{name}` {seconds:+.2}")).collect();
    format!("  Crates that only one of them has, in seconds: {}.\n", listed.join(", "))
}

impl Small {
    fn build(&self, bench: &Bench, is_ours: bool) -> Result<Built, Box<dyn Error>> {
        let package = bench.work.join("clean");
        let (dependency, source) = if is_ours { (self.ours, self.with_ours) } else { (self.peer, self.with_peer) };
        let dependency = dependency.replace("{root}", &bench.root.display().to_string());
        fs::create_dir_all(package.join("src"))?;
        fs::write(
            package.join("Cargo.toml"),
            format!(
                "[package]\nname = \"small\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{}{dependency}\n[workspace]\n",
                self.dependencies
            ),
        )?;
        fs::write(package.join("src/main.rs"), source)?;
        fs::copy(bench.root.join("Cargo.lock"), package.join("Cargo.lock"))?;
        let target = package.join("target");
        let _ = fs::remove_dir_all(&target);
        // What has to be downloaded is not the compiler's.
        bench.cargo(&package, &target, &["fetch", "--quiet"])?;
        let start = Instant::now();
        let compiled = bench.cargo(&package, &target, &["build", "--quiet"])?;
        let wall = start.elapsed().as_secs_f64();
        let mut crates = BTreeMap::new();
        for Taken { name, seconds } in compiled {
            *crates.entry(name).or_default() += seconds;
        }
        Ok(Built { crates, wall })
    }
}
