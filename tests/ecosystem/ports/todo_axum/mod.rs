//! utoipa's example of a list of things to do, on axum.

mod bare;
mod handlers;
mod plain;
mod typed;
mod whole;

use cors_tests::driver::serve_axum;

use super::{
    port::{Application, Port, sources},
    todo,
};

pub(super) async fn port() -> Port {
    Port {
        title: "A documented list, on axum",
        about: "axum and utoipa: handlers with `#[utoipa::path]`, mounted and documented by one statement, and a route for the\n\
                document. After the example todo-axum of <https://github.com/juhaku/utoipa>. `documented![…]` of `typed.rs` replaces\n\
                utoipa-axum; a test compares the two documents.",
        peer: "`CorsLayer`",
        sources: sources!(typed whole),
        plain: serve_axum(plain::app()).await,
        typed: Some(Application::of("`documented!`", serve_axum(typed::app()).await)),
        whole: Some(Application::of("`merge_with_policy`", serve_axum(whole::app()).await)),
        asks: todo::asks(),
    }
}
