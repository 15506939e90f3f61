//! `documented![list_users, create_user]`: handlers with `#[utoipa::path]`, which says their paths and methods.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Path, ext::IdentExt};

use super::{actix, condition, expand::companion, parse::Handler};
use crate::{
    adapter::Adapter,
    report::{errors::Errors, span_range::SpanRange},
    syntax::chunks::Chunk,
};

/// Returns an expression of type `Documented` of axum's adapter, or `Services` of actix's. `path` is that of the adapter.
pub(super) fn documented(chunks: Vec<Chunk>, adapter: Adapter, path: &TokenStream, errors: &mut Errors) -> TokenStream {
    if chunks.is_empty() {
        errors.push(SpanRange::call_site(), "no handlers\n\nhelp: write documented![list_users]");
    }
    let handlers = chunks.into_iter().filter_map(|chunk| {
        let (conditions, chunk) = condition::split(chunk, errors)?;
        Some((conditions, actix::handler(&chunk, errors)?))
    });
    let handlers: Vec<(TokenStream, Handler)> = handlers.collect();
    match adapter {
        Adapter::Axum => {
            let routes = handlers.iter().map(|(conditions, handler)| {
                let (companion, function) = (companion(handler, path), &handler.function);
                let documentation = documentation(&handler.function.path);
                quote!(#conditions (#path::__private::documented::<#documentation, _, _, _, _, _>)(#function, #companion))
            });
            quote!((#path::__private::all_documented)([#(#routes),*]))
        }
        Adapter::Actix => {
            let services = handlers.iter().map(|(conditions, handler)| {
                let services = actix::service(handler, path);
                let documentation = documentation(&handler.function.path);
                quote!(#conditions { { #services }.__documented::<#documentation>() })
            });
            quote!((#path::__private::services)([#(#services),*]))
        }
    }
}

/// Returns the path of the type that `#[utoipa::path]` generates for a handler.
fn documentation(function: &Path) -> Path {
    let mut path = function.clone();
    if let Some(name) = path.segments.last_mut() {
        name.ident = format_ident!("__path_{}", name.ident.unraw(), span = name.ident.span());
        name.arguments = syn::PathArguments::None;
    }
    path
}
