//! The expansion of axum's `routes!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

use super::parse::{Entry, Handler, Methods};
use crate::adapter::Adapter;
use crate::report::span_range::SpanRange;
use crate::syntax::tokens::find;

/// Returns an expression of type `CorsMethodRouter`. `path` is that of the adapter.
pub(crate) fn method_router(entries: &[Entry], path: &TokenStream) -> TokenStream {
    if entries.iter().any(|entry| !entry.conditions.is_empty()) {
        let routers = entries.iter().map(|entry| {
            let (conditions, router) = (&entry.conditions, mount(entry, None, path));
            quote!(#conditions #router)
        });
        return quote!((#path::__private::merged)([#(#routers),*]));
    }
    let mut router: Option<TokenStream> = None;
    for entry in entries {
        let first = if entry.layers.is_empty() { router.take() } else { None };
        let mounted = mount(entry, first, path);
        router = Some(match router {
            Some(router) => quote!(#router.merge(#mounted)),
            None => mounted,
        });
    }
    router.unwrap_or_else(|| quote!(#path::CorsMethodRouter::new()))
}

/// Returns a router with the handlers of `first` and that of the entry.
fn mount(entry: &Entry, first: Option<TokenStream>, path: &TokenStream) -> TokenStream {
    let Entry { methods, handler, layers, .. } = entry;
    let companion = companion(handler, path);
    let filter = match methods {
        Methods::One(method) => Some(quote!(#path::__private::MethodFilter::#method)),
        Methods::On(filter) => Some(filter.to_token_stream()),
        Methods::Any(_) => None,
    };
    let (function, filter) = (&handler.function, filter.map(|filter| quote!(#filter,)));
    // Their bounds, and those of `__any`, check the rule `forgeable`.
    let mounted = match (&first, &filter) {
        // Type checking is cheaper than for a router whose state is not inferred yet.
        (None, Some(_)) if methods.are_for_post() => quote!((#path::__private::on_post)(#filter #function, #companion)),
        (None, Some(_)) => quote!((#path::__private::on)(#filter #function, #companion)),
        (first, filter) => {
            let router = first.clone().unwrap_or_else(|| quote!(#path::CorsMethodRouter::new()));
            let mount = match filter {
                Some(_) if methods.are_for_post() => "__on_post",
                Some(_) => "__on",
                None => "__any",
            };
            let arguments = quote!(#router, #filter #function, #companion);
            SpanRange::from(located(&handler.companion())).call_with_bounds(
                quote!(#path::CorsMethodRouter<_, _>),
                mount,
                arguments,
            )
        }
    };
    // A layer wraps the handler, and not the router's 405; a handler for any method replaces the 405.
    let layer =
        Ident::new(if matches!(methods, Methods::Any(_)) { "layer" } else { "__handler_layer" }, Span::call_site());
    quote!(#mounted #(.#layer(#layers))*)
}

/// Returns the constant of a handler's companion.
pub(super) fn companion(handler: &Handler, path: &TokenStream) -> TokenStream {
    let companion = handler.companion();
    let span = located(&companion);
    let alias = Alias::beside(companion.to_token_stream());
    let value = constant(alias.at(Span::call_site()), Adapter::Axum, false, span);
    let content = alias.scope(&companion, &value, path);
    // rustc reports type errors at the handler's name.
    quote_spanned!(span=> { #content })
}

/// Returns the constant of a companion, at a span, where rustc reports errors.
pub(super) fn constant(companion: Ident, adapter: Adapter, has_route: bool, span: Span) -> TokenStream {
    let constant = adapter.constant(has_route, Span::call_site());
    let (start, end) = (quote_spanned!(span=> <), quote_spanned!(span=> ::<>));
    quote!(#start #companion>::#constant #end)
}

/// The name of a companion in generated code. rustc shows it if a path is that of a module.
#[derive(Clone, Copy)]
pub(super) struct Alias {
    name: &'static str,
    fallback: &'static str,
}

impl Alias {
    /// Returns a name that is not among the user's tokens in its scope.
    pub(super) fn beside(tokens: TokenStream) -> Self {
        const ALIAS: Alias = Alias { name: "companion_of_this_handler", fallback: "fallback" };
        if find(tokens, &[ALIAS.name]).is_none() {
            return ALIAS;
        }
        Alias { name: "other_companion_of_this_handler", fallback: "other_fallback" }
    }

    pub(super) fn at(self, span: Span) -> Ident {
        Ident::new(self.name, span)
    }

    /// Returns the content of a block in which the alias is imported.
    ///
    /// For a handler without a companion, rustc would only report "expected type, found function". So the outer block imports a
    /// fallback of the same name. The inner import replaces only the namespaces that the handler has; without a companion the fallback
    /// remains a type, and its missing trait has a helpful message. A glob import costs less compile time than one by name.
    pub(super) fn scope(self, companion: &Path, content: &TokenStream, path: &TokenStream) -> TokenStream {
        let (span, fallback) = (located(companion), Ident::new(self.fallback, Span::call_site()));
        let alias = self.at(span);
        let import = quote_spanned!(span=> use #companion as #alias;);
        quote! {
            #[allow(unused_imports)]
            use #path::__private::#fallback::*;
            {
                #[allow(unused_imports)]
                #import
                #content
            }
        }
    }
}

/// Returns the location of a path's name for generated tokens, which lints recognise as such.
pub(super) fn located(path: &Path) -> Span {
    Span::call_site().located_at(name_span(path))
}

pub(super) fn name_span(path: &Path) -> Span {
    path.segments.last().map_or_else(Span::call_site, |name| name.ident.span())
}
