//! utoipa's example of a list of things to do, on actix-web.

mod bare;
mod plain;
mod typed;
mod whole;

use cors_tests::driver::serve_actix;

use super::{
    port::{Application, Port, sources},
    todo::{self, Todos},
};

pub(super) async fn port() -> Port {
    let [of_plain, of_typed, of_whole] = [Todos::default(), Todos::default(), Todos::default()];
    Port {
        title: "A documented list, on actix-web",
        about: "actix-web and utoipa: handlers with a route attribute and `#[utoipa::path]`, mounted and documented by one statement,\n\
                and a route for the document. After the example todo-actix of <https://github.com/juhaku/utoipa>. `documented![…]` of\n\
                `typed.rs` replaces utoipa-actix-web; a test compares the two documents.",
        peer: "`actix_cors::Cors`",
        sources: sources!(typed whole),
        plain: serve_actix(move || plain::app(of_plain.clone())),
        typed: Some(Application::of("`documented!`", serve_actix(move || typed::app(of_typed.clone())))),
        whole: Some(Application::of("`with_cors_policy`", serve_actix(move || whole::app(of_whole.clone())))),
        asks: todo::asks(),
    }
}
