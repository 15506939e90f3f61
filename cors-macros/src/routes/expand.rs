//! A method router with the policies of its handlers.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ExprPath, Path, PathArguments};

use super::parse::{Entry, Methods};
use crate::adapter::Adapter;

/// An expression of the adapter's `CorsMethodRouter`.
pub(crate) fn method_router(entries: &[Entry]) -> TokenStream {
    let adapter = Adapter::Axum.krate();
    let entries = entries.iter().map(|entry| {
        let Entry { methods, handler, layers } = entry;
        let (name, not_narrowed) = (endpoint_name(&handler.path), not_narrowed(handler, methods, Adapter::Axum));
        let checks = quote! {
            let () = <#name as ::#adapter::__private::Annotated>::ANNOTATED;
            #not_narrowed
        };
        let policy = policy(&handler.path, &checks, &adapter);
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
        if layers.is_empty() {
            return mounted;
        }
        quote!(.merge(::#adapter::CorsMethodRouter::new() #mounted #(.#layer(#layers))*))
    });
    let entries: TokenStream = entries.collect();
    quote!(::#adapter::CorsMethodRouter::new() #entries)
}

/// The policy of a handler's companion.
///
/// A handler that is not annotated has none, and rustc's "expected type, found function" would not say what to do. So the
/// companion is looked up under a name that the outer block defines as well: the inner import takes whatever namespaces the
/// handler has, and where there is no companion the outer name remains, whose missing trait has a message.
pub(super) fn policy(handler: &Path, checks: &TokenStream, adapter: &Ident) -> TokenStream {
    let (endpoint, _) = endpoint(handler, adapter);
    endpoint(quote! {
        #checks
        <CorsEndpoint>::cors_policy_is_never_mounted
    })
}

/// A block in which `CorsEndpoint` is a handler's companion, and that name with the span of the handler's.
pub(super) fn endpoint(handler: &Path, adapter: &Ident) -> (impl FnOnce(TokenStream) -> TokenStream, Ident) {
    let companion = without_arguments(handler);
    // Errors point at the handler's own name; lints still know that a macro wrote this.
    let span = name_span(handler);
    let located = Span::call_site().located_at(span);
    let import = quote_spanned!(located=> use #companion as CorsEndpoint;);
    let adapter = adapter.clone();
    let block = move |content| {
        quote! {
            {
                #[allow(unused_imports)]
                use ::#adapter::__private::NotAnnotated as CorsEndpoint;
                {
                    #[allow(unused_imports)]
                    #import
                    #content
                }
            }
        }
    };
    (block, endpoint_name(handler))
}

/// `CorsEndpoint`, with the span of a handler's name.
pub(super) fn endpoint_name(handler: &Path) -> Ident {
    Ident::new("CorsEndpoint", name_span(handler))
}

/// The check that a policy which narrows is one of a handler for any method.
pub(super) fn not_narrowed(handler: &ExprPath, methods: &Methods, adapter: Adapter) -> TokenStream {
    let krate = adapter.krate();
    if matches!(methods, Methods::Any(_)) {
        return TokenStream::new();
    }
    let name = endpoint_name(&handler.path);
    // Each constant between this and the policy would be evaluated for itself.
    let policy = match adapter {
        Adapter::Axum => quote!(<#name>::cors_policy_is_never_mounted),
        Adapter::Actix => quote!(<#name as ::#krate::__private::Annotated>::POLICY),
    };
    quote_spanned! {name_span(&handler.path)=>
        const _: () = ::#krate::__private::assert_not_narrowed(
            #policy,
            "`methods` narrows a handler that is mounted for any method; here the routing says which \
             [conflicting_options]\n\nhelp: remove `methods` from the policy, or mount the handler with any(…)",
        );
    }
}

fn name_span(handler: &Path) -> Span {
    handler.segments.last().map_or_else(Span::call_site, |name| name.ident.span())
}

/// `list` of `list::<Postgres>`: the companion is the same for all of a generic handler's instances.
fn without_arguments(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = PathArguments::None;
    }
    path
}
