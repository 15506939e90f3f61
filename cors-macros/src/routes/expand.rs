//! A method router with the policies of its handlers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, PathArguments};

use super::parse::{Entry, Methods};
use crate::adapter::Adapter;

/// An expression of the adapter's `CorsMethodRouter`.
pub(crate) fn method_router(entries: &[Entry]) -> TokenStream {
    let mut router: Option<TokenStream> = None;
    for Entry { methods, handler, layers } in entries {
        let name = endpoint_name(&handler.path);
        let checks = quote!(let () = <#name as ::cors_axum::__private::Annotated>::ANNOTATED;);
        let companion = companion(&handler.path, &checks);
        let filter = match methods {
            Methods::One(method) => Some(quote!(::cors_axum::__private::MethodFilter::#method)),
            Methods::On(filter) => Some(filter.to_token_stream()),
            Methods::Any(_) => None,
        };
        let first = layers.is_empty().then(|| router.take()).flatten();
        let mount = match (&first, &filter) {
            (Some(_), Some(_)) => quote!(.__on),
            (Some(_), None) => quote!(.__any),
            (None, Some(_)) => quote!(::cors_axum::__private::on),
            (None, None) => quote!(::cors_axum::CorsMethodRouter::new().__any),
        };
        let filter = filter.map(|filter| quote!(#filter,));
        let mounted = quote!(#first #mount(#filter #companion, #handler));
        // Around the handler, not around the path's 405; a handler for any method is what answers instead of that.
        let layer =
            Ident::new(if matches!(methods, Methods::Any(_)) { "layer" } else { "__handler_layer" }, Span::call_site());
        let mounted = if layers.is_empty() { mounted } else { quote!(#mounted #(.#layer(#layers))*) };
        router = Some(match router.take() {
            Some(router) => quote!(#router.merge(#mounted)),
            None => mounted,
        });
    }
    router.unwrap_or_else(|| quote!(::cors_axum::CorsMethodRouter::new()))
}

/// The constant of a handler's companion, after `checks`, in a block in which `CorsEndpoint` is that companion.
///
/// A handler that is not annotated has none, and rustc's "expected type, found function" would not say what to do. So the
/// companion is looked up under a name that the outer block defines as well: the inner import takes whatever namespaces the
/// handler has, and where there is no companion the outer name remains, whose missing trait has a message.
fn companion(handler: &Path, checks: &TokenStream) -> TokenStream {
    let constant = Adapter::Axum.constant(false, Span::call_site());
    let companion = without_arguments(handler);
    // Errors point at the handler's own name; lints still know that a macro wrote this.
    let located = Span::call_site().located_at(name_span(handler));
    let import = quote_spanned!(located=> use #companion as CorsEndpoint;);
    let content = quote! {
        #[allow(unused_imports)]
        use ::cors_axum::__private::NotAnnotated as CorsEndpoint;
        {
            #[allow(unused_imports)]
            #import
            #checks
            <CorsEndpoint>::#constant
        }
    };
    // What its type tells is said at the handler's name.
    quote_spanned!(located=> { #content })
}

/// `CorsEndpoint`, with the span of a handler's name.
pub(super) fn endpoint_name(handler: &Path) -> Ident {
    Ident::new("CorsEndpoint", name_span(handler))
}

pub(super) fn name_span(handler: &Path) -> Span {
    handler.segments.last().map_or_else(Span::call_site, |name| name.ident.span())
}

/// `list` of `list::<Postgres>`: the companion is the same for all of a generic handler's instances.
pub(super) fn without_arguments(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = PathArguments::None;
    }
    path
}
