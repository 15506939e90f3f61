//! The crates that export the macros.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::syntax::tokens::is_punct;

/// The adapter that exports the macro. Each has its own entry points instead of a cargo feature.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Adapter {
    Axum,
    Actix,
}

impl Adapter {
    /// Returns the path of the adapter's crate.
    pub(crate) fn path(self) -> TokenStream {
        match self {
            Adapter::Axum => quote!(::cors_axum),
            Adapter::Actix => quote!(::cors_actix),
        }
    }

    /// Splits the input `$crate; …` of a macro: the adapter's `macro_rules!` passes its own path, which is right even if the crate is
    /// renamed.
    pub(crate) fn split(input: TokenStream) -> (TokenStream, TokenStream) {
        let mut tokens = input.into_iter();
        let path = tokens.by_ref().take_while(|token| !is_punct(token, ';')).collect();
        (path, tokens.collect())
    }

    /// Returns the name of a companion's constant, which rustc's dead-code lint shows if the handler is never mounted.
    pub(crate) fn constant(self, has_route: bool, span: Span) -> Ident {
        let name = match self {
            Adapter::Actix if !has_route => "cors_policy_is_never_mounted_or_stands_below_the_route_attribute",
            Adapter::Axum | Adapter::Actix => "cors_policy_is_never_mounted",
        };
        Ident::new(name, span)
    }

    /// Describes the entries of `routes!` that the other adapter lacks, and `any`.
    pub(crate) fn other_methods(self) -> &'static str {
        match self {
            Adapter::Axum => "`any` and `on(filter, handler)`",
            Adapter::Actix => "`query` and `any`",
        }
    }

    /// Returns the name of the call after an entry of `routes!` that wraps its handler.
    pub(crate) fn wrapper(self) -> &'static str {
        match self {
            Adapter::Axum => "layer",
            Adapter::Actix => "wrap",
        }
    }
}
