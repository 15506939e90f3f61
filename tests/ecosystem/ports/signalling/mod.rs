//! A library for signalling servers, as `matchbox_signaling`, and an application that uses it.

mod bare;
mod handlers;
mod plain;
mod typed;

use cors_tests::driver::serve_axum;

use super::{
    asked::Ask,
    port::{Application, Port, sources},
};

pub(super) async fn port() -> Port {
    Port {
        title: "A signalling library",
        about: "axum: a library whose builder returns a router, and an application that merges it with a route of its own. The peer's \
                builder has the flag `cors()`, which allows every origin. Here the library takes a policy, and the application \
                chooses it: one origin, with `enforce`.",
        peer: "`CorsLayer`",
        sources: sources!("signalling", bare, plain, typed),
        plain: serve_axum(plain::app()).await,
        typed: Application::of("`P: NamedPolicy`", serve_axum(typed::app()).await),
        routed: None,
        asks: vec![
            Ask::new("GET", "/health"),
            Ask::new("GET", "/rooms"),
            Ask::new("POST", "/rooms").json("{}"),
            Ask::socket("/join/lobby"),
            Ask::socket("/unknown"),
            Ask::new("GET", "/"),
            Ask::new("GET", "/unknown"),
        ],
    }
}
