//! `routes![get(list), post(create).layer(limit)]` and `routes![policy = Frontend; get(list)]`: parse, expand.

pub(crate) mod actix;
pub(crate) mod condition;
pub(crate) mod documented;
pub(crate) mod expand;
pub(crate) mod group;
pub(crate) mod mistake;
pub(crate) mod parse;

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    adapter::Adapter,
    editor::{entries::are_unfinished, statement_for_editors},
    report::errors::Errors,
    syntax::chunks::{Chunk, chunks},
};

/// Expands the macro to an expression of the adapter whose path is `path`. Entries that cannot be parsed are reported and left out.
pub(crate) fn routes(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let (policy, entries) = group::split(input.clone(), &mut errors);
    let chunks = chunks(entries);
    let typed = typed(&chunks, &input, path);
    let routes = match adapter {
        Adapter::Axum => {
            let routes = expand::method_router(&parse::entries(chunks, adapter, &mut errors), path);
            group::of(policy.as_ref(), quote!(#path::CorsMethodRouter<_, _>), &routes, path)
        }
        Adapter::Actix => actix::routes(policy.as_ref(), chunks, path, &mut errors),
    };
    let errors = errors.finish();
    quote!({ #typed #errors #routes })
}

/// Expands `documented!`, as [`routes`].
pub(crate) fn documented(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let (policy, entries) = group::split(input.clone(), &mut errors);
    let chunks = chunks(entries);
    let typed = typed(&chunks, &input, path);
    let documented = documented::documented(chunks, adapter, path, &mut errors);
    let ty = match adapter {
        Adapter::Axum => quote!(#path::Documented<_, _>),
        Adapter::Actix => quote!(#path::__private::Services<_>),
    };
    let documented = group::of(policy.as_ref(), ty, &documented, path);
    let errors = errors.finish();
    quote!({ #typed #errors #documented })
}

/// Returns what editors read of entries that may not be finished.
fn typed(entries: &[Chunk], input: &TokenStream, path: &TokenStream) -> Option<TokenStream> {
    are_unfinished(entries, input.clone()).then(|| statement_for_editors(path, "__entries", input.clone()))
}
