//! `routes![get(list), post(create).layer(limit)]`: parse, expand.

mod expand;
mod mistake;
mod parse;

use proc_macro2::TokenStream;

use crate::errors::Errors;

/// Expands the macro to the adapter's method router. Every entry is read on its own; those that cannot be read are left out.
pub(crate) fn routes(input: TokenStream, adapter: &str) -> TokenStream {
    let mut errors = Errors::new();
    let entries = parse::entries(input, &mut errors);
    let routes = expand::method_router(&entries, adapter);
    let errors = errors.finish();
    quote::quote!({ #errors #routes })
}
