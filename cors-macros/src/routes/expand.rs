//! A method router with the policies of its handlers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ExprPath, Path, PathArguments};

use super::parse::{Entry, Methods};

/// An expression of the adapter's `CorsMethodRouter`.
pub(crate) fn method_router(entries: &[Entry], adapter: &str) -> TokenStream {
    let adapter = Ident::new(adapter, Span::call_site());
    let entries = entries.iter().map(|entry| {
        let Entry { methods, handler, layers } = entry;
        let policy = policy(handler, matches!(methods, Methods::Any(_)), &adapter);
        let mounted = match methods {
            Methods::One(method) => quote!(.__on(::#adapter::__private::MethodFilter::#method, #policy, #handler)),
            Methods::On(filter) => quote!(.__on(#filter, #policy, #handler)),
            Methods::Any(_) => quote!(.__any(#policy, #handler)),
        };
        // Around the handler, not around the path's 405; a handler for any method is what answers instead of that.
        let layer = match methods {
            Methods::Any(_) => quote!(layer),
            Methods::One(_) | Methods::On(_) => quote!(__handler_layer),
        };
        let mounted = quote!(::#adapter::CorsMethodRouter::new() #mounted #(.#layer(#layers))*);
        quote!(.merge(#mounted))
    });
    quote!(::#adapter::CorsMethodRouter::new() #(#entries)*)
}

/// The policy of a handler's companion.
///
/// A handler that is not annotated has none, and rustc's "expected type, found function" would not say what to do. So the
/// companion is looked up under a name that the outer block defines as well: the inner import takes whatever namespaces the
/// handler has, and where there is no companion the outer name remains, whose missing trait has a message.
fn policy(handler: &ExprPath, any: bool, adapter: &Ident) -> TokenStream {
    let companion = without_arguments(&handler.path);
    // Errors point at the handler's own name; lints still know that a macro wrote this.
    let span = companion.segments.last().map_or_else(Span::call_site, |name| name.ident.span());
    let located = Span::call_site().located_at(span);
    let import = quote_spanned!(located=> use #companion as CorsEndpoint;);
    let endpoint = Ident::new("CorsEndpoint", span);
    let not_narrowed = (!any).then(|| {
        quote_spanned! {span=>
            const _: () = if <CorsEndpoint>::cors_policy_is_never_mounted.methods().is_some() {
                ::core::panic!(
                    "`methods` narrows a handler that is mounted for any method; here the routing says which \
                     [conflicting_options]\n\nhelp: remove `methods` from the policy, or mount the handler with any(…)"
                )
            };
        }
    });
    quote! {
        {
            #[allow(unused_imports)]
            use ::#adapter::__private::NotAnnotated as CorsEndpoint;
            {
                #[allow(unused_imports)]
                #import
                const _: () = <#endpoint as ::#adapter::__private::Annotated>::ANNOTATED;
                #not_narrowed
                <CorsEndpoint>::cors_policy_is_never_mounted
            }
        }
    }
}

/// `list` of `list::<Postgres>`: the companion is the same for all of a generic handler's instances.
fn without_arguments(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = PathArguments::None;
    }
    path
}
