//! The sources of `cors-macros` once more, as an ordinary library: for tests and fuzzing, which call the macros as functions.

#[path = "../../../cors-macros/src/adapter.rs"]
mod adapter;
#[path = "../../../cors-macros/src/attribute/mod.rs"]
mod attribute;
#[path = "../../../cors-macros/src/errors.rs"]
mod errors;
#[path = "../../../cors-macros/src/place.rs"]
mod place;
#[path = "../../../cors-macros/src/routes/mod.rs"]
mod routes;

use proc_macro2::TokenStream;

/// Whose macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framework {
    Axum,
    Actix,
}

impl Framework {
    fn adapter(self) -> adapter::Adapter {
        match self {
            Framework::Axum => adapter::Adapter::Axum,
            Framework::Actix => adapter::Adapter::Actix,
        }
    }
}

/// `#[cors(…)]`.
pub fn cors(arguments: TokenStream, item: TokenStream, framework: Framework) -> TokenStream {
    attribute::cors(arguments, item, framework.adapter())
}

/// `routes![…]`.
pub fn routes(input: TokenStream, framework: Framework) -> TokenStream {
    routes::routes(input, framework.adapter(), &framework.adapter().path())
}

/// `origin_set![…]`.
pub fn origin_set(list: TokenStream, framework: Framework) -> TokenStream {
    attribute::origin_set(list, framework.adapter(), framework.adapter().path())
}
