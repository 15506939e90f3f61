//! `routes![get(list), post(create).layer(limit)]`: parse, expand.

pub(crate) mod actix;
pub(crate) mod condition;
pub(crate) mod expand;
pub(crate) mod mistake;
pub(crate) mod parse;

use proc_macro2::TokenStream;

use crate::{adapter::Adapter, report::errors::Errors, syntax::chunks::chunks};

/// Expands the macro to an expression of the adapter whose path is `path`. Entries that cannot be parsed are reported and left out.
pub(crate) fn routes(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let routes = match adapter {
        Adapter::Axum => expand::method_router(&parse::entries(chunks(input), adapter, &mut errors), path),
        Adapter::Actix => actix::routes(chunks(input), path, &mut errors),
    };
    let errors = errors.finish();
    quote::quote!({ #errors #routes })
}
