//! A method router with the policies of its handlers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

use super::parse::{Entry, Handler, Methods};
use crate::adapter::Adapter;
use crate::syntax::tokens::find;

/// An expression of the `CorsMethodRouter` of the adapter `path`.
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
        let first = entry.layers.is_empty().then(|| router.take()).flatten();
        let mounted = mount(entry, first, path);
        router = Some(match router.take() {
            Some(router) => quote!(#router.merge(#mounted)),
            None => mounted,
        });
    }
    router.unwrap_or_else(|| quote!(#path::CorsMethodRouter::new()))
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
    // `$crate` is a token of the adapter's `macro_rules!`; a call that begins with it is told of as a whole, not by its arguments.
    let mount = match (&first, &filter) {
        (Some(_), Some(_)) => quote!(.__on),
        (Some(_), None) => quote!(.__any),
        (None, Some(_)) => quote!((#path::__private::on)),
        (None, None) => quote!((#path::CorsMethodRouter::new()).__any),
    };
    let filter = filter.map(|filter| quote!(#filter,));
    let function = &handler.function;
    let mounted = quote!(#first #mount(#filter #companion, #function));
    // Around the handler, not around the path's 405; a handler for any method is what answers instead of that.
    let layer =
        Ident::new(if matches!(methods, Methods::Any(_)) { "layer" } else { "__handler_layer" }, Span::call_site());
    if layers.is_empty() { mounted } else { quote!(#mounted #(.#layer(#layers))*) }
}

/// The constant of a handler's companion.
fn companion(handler: &Handler, path: &TokenStream) -> TokenStream {
    let companion = handler.companion();
    let place = located(&companion);
    let constant = Adapter::Axum.constant(false, place);
    let alias = Alias::beside(companion.to_token_stream());
    // Errors point at the companion's own name.
    let name = alias.at(name_span(&companion));
    let value = quote_spanned!(place=> <#name>::#constant);
    let content = quote!(let () = <#name as #path::__private::Annotated>::ANNOTATED; #value);
    let content = alias.scope(&companion, &content, path);
    // What its type tells is said at the handler's name.
    quote_spanned!(place=> { #content })
}

/// The name of a companion in generated code. rustc shows it where the name of a handler is that of a module.
#[derive(Clone, Copy)]
pub(super) struct Alias {
    name: &'static str,
    fallback: &'static str,
}

impl Alias {
    /// A name that is not among the tokens of the user's that stand in its scope.
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

    /// The inside of a block in which it is the companion of a handler.
    ///
    /// Where there is none, rustc's "expected type, found function" would not say what to do. So the outer block defines the name as
    /// well: the inner import takes whatever namespaces the handler has, and otherwise the outer name remains, whose missing trait
    /// has a message. It comes from a glob, as every name in an import is one more item.
    pub(super) fn scope(self, companion: &Path, content: &TokenStream, path: &TokenStream) -> TokenStream {
        let (place, fallback) = (located(companion), Ident::new(self.fallback, Span::call_site()));
        let alias = self.at(place);
        let import = quote_spanned!(place=> use #companion as #alias;);
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

/// A place for errors, where lints still know that a macro wrote this.
pub(super) fn located(path: &Path) -> Span {
    Span::call_site().located_at(name_span(path))
}

pub(super) fn name_span(path: &Path) -> Span {
    path.segments.last().map_or_else(Span::call_site, |name| name.ident.span())
}
