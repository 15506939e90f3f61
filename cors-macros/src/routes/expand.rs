//! A method router with the policies of its handlers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

use super::parse::{Entry, Handler, Methods};
use crate::adapter::Adapter;

/// An expression of the `CorsMethodRouter` of the adapter `path`.
pub(crate) fn method_router(entries: &[Entry], path: &TokenStream) -> TokenStream {
    if entries.iter().any(|entry| !entry.conditions.is_empty()) {
        let routers = entries.iter().map(|entry| (&entry.conditions, mount(entry, None, path)));
        return chosen(quote!(#path::CorsMethodRouter::new()), "merge", routers);
    }
    let mut router: Option<TokenStream> = None;
    for entry in entries {
        let first = entry.layers.is_empty().then(|| router.take()).flatten();
        let mounted = mount(entry, first, path);
        router = Some(match router.take() {
            Some(router) => quote!(#router.merge(#mounted)),
            None => mounted,
        });
    }
    router.unwrap_or_else(|| quote!(#path::CorsMethodRouter::new()))
}

/// `start.call(first).call(second)`, of those whose conditions are met.
pub(super) fn chosen<'a>(
    start: TokenStream,
    call: &str,
    parts: impl Iterator<Item = (&'a TokenStream, TokenStream)>,
) -> TokenStream {
    // No name of the user's.
    let all = Ident::new("all", Span::mixed_site());
    let call = Ident::new(call, Span::call_site());
    let parts = parts.map(|(conditions, part)| quote!(#conditions let #all = #all.#call(#part);));
    quote!({ let #all = #start; #(#parts)* #all })
}

/// A handler behind those of `first`, or alone.
fn mount(entry: &Entry, first: Option<TokenStream>, path: &TokenStream) -> TokenStream {
    let Entry { methods, handler, layers, .. } = entry;
    let companion = companion(handler, path);
    let filter = match methods {
        Methods::One(method) => Some(quote!(#path::__private::MethodFilter::#method)),
        Methods::On(filter) => Some(filter.to_token_stream()),
        Methods::Any(_) => None,
    };
    let mount = match (&first, &filter) {
        (Some(_), Some(_)) => quote!(.__on),
        (Some(_), None) => quote!(.__any),
        (None, Some(_)) => quote!(#path::__private::on),
        (None, None) => quote!(#path::CorsMethodRouter::new().__any),
    };
    let filter = filter.map(|filter| quote!(#filter,));
    let function = &handler.function;
    let mounted = quote!(#first #mount(#filter #companion, #function));
    // Around the handler, not around the path's 405; a handler for any method is what answers instead of that.
    let layer =
        Ident::new(if matches!(methods, Methods::Any(_)) { "layer" } else { "__handler_layer" }, Span::call_site());
    if layers.is_empty() { mounted } else { quote!(#mounted #(.#layer(#layers))*) }
}

/// The constant of a handler's companion, in a block in which `CorsEndpoint` is that companion.
///
/// A handler that is not annotated has none, and rustc's "expected type, found function" would not say what to do. So the
/// companion is looked up under a name that the outer block defines as well: the inner import takes whatever namespaces the
/// handler has, and where there is no companion the outer name remains, whose missing trait has a message.
fn companion(handler: &Handler, path: &TokenStream) -> TokenStream {
    let constant = Adapter::Axum.constant(false, Span::call_site());
    let companion = handler.companion();
    // Errors point at the companion's own name; lints still know that a macro wrote this.
    let located = Span::call_site().located_at(name_span(&companion));
    let (alias, name) = (alias(&companion, Span::call_site()), alias(&companion, name_span(&companion)));
    let import = quote_spanned!(located=> use #companion as #alias;);
    let content = quote! {
        #[allow(unused_imports)]
        use #path::__private::NotAnnotated as #alias;
        {
            #[allow(unused_imports)]
            #import
            let () = <#name as #path::__private::Annotated>::ANNOTATED;
            <#alias>::#constant
        }
    };
    // What its type tells is said at the handler's name.
    quote_spanned!(located=> { #content })
}

/// `CorsEndpoint`, or another name where `companion` is found by that one.
pub(super) fn alias(companion: &Path, span: Span) -> Ident {
    Ident::new(if is_taken(companion) { "OtherCorsEndpoint" } else { "CorsEndpoint" }, span)
}

pub(super) fn is_taken(companion: &Path) -> bool {
    companion.segments.iter().any(|segment| segment.ident == "CorsEndpoint")
}

pub(super) fn name_span(path: &Path) -> Span {
    path.segments.last().map_or_else(Span::call_site, |name| name.ident.span())
}
