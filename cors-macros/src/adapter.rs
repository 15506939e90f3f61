//! The crates that export the macros.

use proc_macro2::{Ident, Span};

/// Whose macro it is. Every adapter has entry points of its own, so that no cargo feature decides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Adapter {
    Axum,
    Actix,
}

impl Adapter {
    /// The crate that generated code calls.
    pub(crate) fn krate(self) -> Ident {
        let name = match self {
            Adapter::Axum => "cors_axum",
            Adapter::Actix => "cors_actix",
        };
        Ident::new(name, Span::call_site())
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
