//! The crates that export the macros.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::syntax::tokens::is_punct;

/// Whose macro it is. Every adapter has entry points of its own, so that no cargo feature decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Adapter {
    Axum,
    Actix,
}

impl Adapter {
    /// The crate that generated code calls.
    pub(crate) fn krate(self) -> Ident {
        self.krate_at(Span::call_site())
    }

    /// The same, named in a place.
    pub(crate) fn krate_at(self, place: Span) -> Ident {
        let name = match self {
            Adapter::Axum => "cors_axum",
            Adapter::Actix => "cors_actix",
        };
        Ident::new(name, place)
    }

    /// Cuts the path of the adapter off the input of a macro: its `macro_rules!` hands on `$crate; …`, which is right under any
    /// name of the crate.
    pub(crate) fn split(input: TokenStream) -> (TokenStream, TokenStream) {
        let mut tokens = input.into_iter();
        let path = tokens.by_ref().take_while(|token| !is_punct(token, ';')).collect();
        (path, tokens.collect())
    }

    /// The constant of a companion, by the name that rustc's lint shows where the handler is never mounted.
    pub(crate) fn constant(self, has_route: bool, span: Span) -> Ident {
        let name = match self {
            Adapter::Actix if !has_route => "cors_policy_is_never_mounted_or_stands_below_the_route_attribute",
            Adapter::Axum | Adapter::Actix => "cors_policy_is_never_mounted",
        };
        Ident::new(name, span)
    }

    /// Its path.
    pub(crate) fn path(self) -> TokenStream {
        let name = self.krate();
        quote!(::#name)
    }

    /// What an entry of `routes!` can be besides those for one method.
    pub(crate) fn other_methods(self) -> &'static str {
        match self {
            Adapter::Axum => "`any` and `on(filter, handler)`",
            Adapter::Actix => "`any`",
        }
    }

    /// What can stand behind an entry of `routes!`, to wrap that handler alone.
    pub(crate) fn wrapper(self) -> &'static str {
        match self {
            Adapter::Axum => "layer",
            Adapter::Actix => "wrap",
        }
    }
}
