//! The nested scopes of an example of actix-web: products, and the parts of each.

mod bare;
mod handlers;
mod plain;
mod typed;
mod whole;

use cors_tests::driver::serve_actix;

use super::{
    asked::Ask,
    port::{Application, Port, sources},
};

pub(super) async fn port() -> Port {
    Port {
        title: "Nested scopes",
        about: "actix-web: scopes in scopes, whose resources are mounted by hand in a function for `configure`. After the example\n\
                nested-routing of <https://github.com/actix/examples>.",
        peer: "`actix_cors::Cors`",
        sources: sources!(typed whole),
        plain: serve_actix(plain::app),
        typed: Some(Application::of("`routes!`", serve_actix(typed::app))),
        whole: Some(Application::of("`service_with_policy`", serve_actix(whole::app))),
        asks: vec![
            Ask::new("GET", "/products"),
            Ask::new("POST", "/products").json("\"bolt\""),
            Ask::new("POST", "/products").json("no JSON"),
            Ask::new("PUT", "/products").json("\"bolt\""),
            Ask::new("GET", "/products/1"),
            Ask::new("DELETE", "/products/1"),
            Ask::new("GET", "/products/one"),
            Ask::new("GET", "/products/1/parts"),
            Ask::new("POST", "/products/1/parts").json("\"thread\""),
            Ask::new("GET", "/products/1/parts/2"),
            Ask::new("DELETE", "/products/1/parts/2"),
            Ask::new("PATCH", "/products/1/parts/2").json("{}"),
            Ask::new("GET", "/products/1/unknown"),
            Ask::new("DELETE", "/unknown"),
        ],
    }
}
