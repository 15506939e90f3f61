//! The sources of `cors-macros` once more, as an ordinary library: for tests and fuzzing, which call the macros as functions.

#[path = "../../../cors-macros/src/adapter.rs"]
mod adapter;
#[path = "../../../cors-macros/src/attribute/mod.rs"]
mod attribute;
#[path = "../../../cors-macros/src/editor/mod.rs"]
mod editor;
#[path = "../../../cors-macros/src/report/mod.rs"]
mod report;
#[path = "../../../cors-macros/src/routes/mod.rs"]
mod routes;
#[path = "../../../cors-macros/src/syntax/mod.rs"]
mod syntax;

use proc_macro2::TokenStream;

use self::adapter::Adapter;

/// Whose macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framework {
    Axum,
    Actix,
}

impl Framework {
    fn adapter(self) -> Adapter {
        match self {
            Framework::Axum => Adapter::Axum,
            Framework::Actix => Adapter::Actix,
        }
    }

    /// The input as the adapter's `macro_rules!` hands it on.
    fn called_by_macro_rules(self, input: TokenStream) -> TokenStream {
        let path = self.adapter().path();
        quote::quote!(#path; #input)
    }
}

/// `#[cors(…)]`.
pub fn cors(arguments: TokenStream, item: TokenStream, framework: Framework) -> TokenStream {
    attribute::cors(arguments, item, framework.adapter())
}

/// `routes![…]`.
pub fn routes(input: TokenStream, framework: Framework) -> TokenStream {
    let (path, input) = Adapter::split(framework.called_by_macro_rules(input));
    routes::routes(input, framework.adapter(), &path)
}

/// `documented![…]`.
pub fn documented(input: TokenStream, framework: Framework) -> TokenStream {
    let (path, input) = Adapter::split(framework.called_by_macro_rules(input));
    routes::documented(input, framework.adapter(), &path)
}

/// `origin_set![…]`.
pub fn origin_set(list: TokenStream, framework: Framework) -> TokenStream {
    let (path, list) = Adapter::split(framework.called_by_macro_rules(list));
    attribute::origin_set(list, framework.adapter(), path)
}

/// What editors read of `#[cors(…)]` and of `origin_set![…]`.
pub fn words(arguments: TokenStream, framework: Framework) -> TokenStream {
    editor::attribute::words(arguments, &framework.adapter().path())
}

/// What editors read of `routes![…]` and of `documented![…]`.
pub fn entries(input: TokenStream, framework: Framework) -> TokenStream {
    editor::entries::entries(input, framework.adapter(), &framework.adapter().path())
}
