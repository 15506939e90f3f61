//! A playground, as that of Rust: an API that any page may call, the files of its front end, a socket, and metrics behind a token.

mod bare;
mod handlers;
mod plain;
mod typed;
mod whole;

use cors_tests::{driver::serve_axum, exchange::APP};

use self::handlers::Config;
use super::{
    asked::{Ask, Seen},
    port::{Application, Port, sources},
};

pub(super) async fn port() -> Port {
    let config = Config::for_tests();
    let program = r#"{"code":"fn main() {}"}"#;
    Port {
        title: "A playground",
        about: "axum: an API that any page may call, static files with a fallback for the front end, a socket, metrics behind a token,\n\
                state, three layers, and a setting that switches CORS on. After <https://github.com/rust-lang/rust-playground>,\n\
                which allows every origin. In `typed.rs` the metrics have no policy.",
        peer: "`CorsLayer`",
        sources: sources!(typed whole),
        plain: serve_axum(plain::app(&config)).await,
        typed: Some(Application::of("`routes!`", serve_axum(typed::app(&config)).await)),
        whole: Some(Application::of("`merge_with_policy`", serve_axum(whole::app(&config)).await)),
        asks: vec![
            Ask::new("POST", "/compile").json(program),
            Ask::new("POST", "/execute").json(program),
            Ask::new("POST", "/execute").json("no JSON"),
            Ask::new("POST", "/format").json(program),
            Ask::new("GET", "/meta/crates"),
            Ask::new("PUT", "/meta/crates").json("{}"),
            Ask::new("POST", "/meta/gists").json(program),
            Ask::new("GET", "/meta/gists/1"),
            Ask::new("GET", "/meta/gists/2"),
            Ask::new("GET", "/"),
            Ask::new("GET", "/app.js"),
            Ask::new("GET", "/a/page/of/the/front/end"),
            Ask::new("DELETE", "/unknown"),
            Ask::new("GET", "/metrics"),
            Ask::new("GET", "/metrics").header("authorization", "Bearer secret"),
            Ask::socket("/socket"),
        ],
    }
}

/// A deployment without CORS: pages of other origins read nothing. WebSockets need no permission.
#[tokio::test]
async fn the_setting_switches_cors_off() {
    let config = Config { is_cors_enabled: false, ..Config::for_tests() };
    let apps = [plain::app(&config), typed::app(&config), whole::app(&config)];
    let asks = port().await.asks;
    for (app, file) in apps.into_iter().zip(["plain", "typed", "whole"]) {
        let app = serve_axum(app).await;
        for ask in &asks {
            let seen = ask.send(&app, APP).await.seen;
            assert!(matches!(seen, Seen::NotSent | Seen::Withheld(_) | Seen::Open), "{file}: {ask}: {seen}");
        }
    }
}
