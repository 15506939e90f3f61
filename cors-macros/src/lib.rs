//! The attribute `#[cors]` and the macros `routes!` and `origin_set!`.
//!
//! Use them through an adapter, which exports its own as `cors`, `routes` and `origin_set`: generated code calls that adapter.
//! The adapter's documentation has the table of options; the rules are in `cors_core`.

mod adapter;
mod attribute;
mod editor;
mod report;
mod routes;
mod syntax;

use proc_macro::TokenStream;

use self::adapter::Adapter;

/// `#[cors(…)]` of `cors_axum`.
#[proc_macro_attribute]
pub fn cors_axum(arguments: TokenStream, item: TokenStream) -> TokenStream {
    attribute::cors(arguments.into(), item.into(), Adapter::Axum).into()
}

/// `routes![…]` of `cors_axum`, after that crate's path and a semicolon.
#[proc_macro]
pub fn routes_axum(input: TokenStream) -> TokenStream {
    let (path, input) = Adapter::split(input.into());
    routes::routes(input, Adapter::Axum, &path).into()
}

/// `documented![…]` of `cors_axum`, after that crate's path and a semicolon.
#[proc_macro]
pub fn documented_axum(input: TokenStream) -> TokenStream {
    let (path, input) = Adapter::split(input.into());
    routes::documented(input, Adapter::Axum, &path).into()
}

/// `origin_set![…]` of `cors_axum`, after that crate's path and a semicolon.
#[proc_macro]
pub fn origin_set_axum(list: TokenStream) -> TokenStream {
    let (path, list) = Adapter::split(list.into());
    attribute::origin_set(list, Adapter::Axum, path).into()
}

/// `#[cors(…)]` of `cors_actix`.
#[proc_macro_attribute]
pub fn cors_actix(arguments: TokenStream, item: TokenStream) -> TokenStream {
    attribute::cors(arguments.into(), item.into(), Adapter::Actix).into()
}

/// `routes![…]` of `cors_actix`, after that crate's path and a semicolon.
#[proc_macro]
pub fn routes_actix(input: TokenStream) -> TokenStream {
    let (path, input) = Adapter::split(input.into());
    routes::routes(input, Adapter::Actix, &path).into()
}

/// `documented![…]` of `cors_actix`, after that crate's path and a semicolon.
#[proc_macro]
pub fn documented_actix(input: TokenStream) -> TokenStream {
    let (path, input) = Adapter::split(input.into());
    routes::documented(input, Adapter::Actix, &path).into()
}

/// `origin_set![…]` of `cors_actix`, after that crate's path and a semicolon.
#[proc_macro]
pub fn origin_set_actix(list: TokenStream) -> TokenStream {
    let (path, list) = Adapter::split(list.into());
    attribute::origin_set(list, Adapter::Actix, path).into()
}

/// What editors read of `#[cors(…)]` and of `origin_set![…]` of `cors_axum`, after that crate's path and a semicolon.
#[proc_macro]
pub fn words_axum(input: TokenStream) -> TokenStream {
    let (path, arguments) = Adapter::split(input.into());
    editor::attribute::words(arguments, &path).into()
}

/// What editors read of `routes![…]` and of `documented![…]` of `cors_axum`, after that crate's path and a semicolon.
#[proc_macro]
pub fn entries_axum(input: TokenStream) -> TokenStream {
    let (path, input) = Adapter::split(input.into());
    editor::entries::entries(input, Adapter::Axum, &path).into()
}

/// What editors read of `#[cors(…)]` and of `origin_set![…]` of `cors_actix`, after that crate's path and a semicolon.
#[proc_macro]
pub fn words_actix(input: TokenStream) -> TokenStream {
    let (path, arguments) = Adapter::split(input.into());
    editor::attribute::words(arguments, &path).into()
}

/// What editors read of `routes![…]` and of `documented![…]` of `cors_actix`, after that crate's path and a semicolon.
#[proc_macro]
pub fn entries_actix(input: TokenStream) -> TokenStream {
    let (path, input) = Adapter::split(input.into());
    editor::entries::entries(input, Adapter::Actix, &path).into()
}
