//! A library for signalling servers, as `matchbox_signaling`, and an application that uses it.

mod bare;
mod handlers;
mod plain;
mod typed;
mod whole;

use cors_tests::driver::serve_axum;

use super::{
    asked::Ask,
    port::{Application, Port, sources},
};

pub(super) async fn port() -> Port {
    Port {
        title: "A signalling library",
        about: "axum: a library whose builder returns a router, and an application that merges it with a route of its own. After\n\
                <https://github.com/johanhelsing/matchbox>, whose builder has the method `cors()`, which allows every origin. Here the\n\
                library takes a policy, `P: NamedPolicy`, and the application chooses it: one origin, with `enforce`. So the\n\
                WebSocket of another page is refused.",
        peer: "`CorsLayer`",
        sources: sources!(typed whole),
        plain: serve_axum(plain::app()).await,
        typed: Some(Application::of("`with_default`", serve_axum(typed::app()).await)),
        whole: Some(Application::of("`merge_with_policy`", serve_axum(whole::app()).await)),
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
