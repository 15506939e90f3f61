//! What the companion of an actix handler can do besides: mount the handler where its route attribute says.

use cors_core::PolicyOption;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    item::{Item, ItemKind},
    options::Options,
    route::{Route, Routes},
};

/// Adds the mounting to a companion.
pub(super) fn with(companion: TokenStream, subject: &Item, options: &Options, routes: Option<&Routes>) -> TokenStream {
    let Item { kind: ItemKind::Handler(_), ident, .. } = subject else { return companion };
    let adapter = &options.adapter;
    let Some(Routes { routes, names }) = routes else { return companion };
    let mounts = routes.iter().map(|route| mount(route, subject));
    // Where one is missing, it is the attribute that is not in scope.
    let imports = names.iter().map(|name| quote_spanned!(located(name)=> #[allow(unused_imports)] use #name as _;));
    let narrowing =
        [PolicyOption::Methods, PolicyOption::Policy].into_iter().find_map(|option| options.argument_place(option));
    let panic = narrowing.unwrap_or_else(|| ident.span().into()).panic(quote! {
        "`methods` narrows a handler that is mounted for any method; here the route attribute says which \
         [conflicting_options]\n\nhelp: remove `methods` from the policy"
    });
    let not_narrowed = quote! {
        const _: () = if <#ident as __cors::Annotated>::POLICY.methods().is_some() { #panic };
    };
    quote! {
        #companion
        // The attributes are gone; their imports are used all the same.
        const _: () = {
            #(#imports)*
        };
        #[allow(deprecated, non_local_definitions)]
        const _: () = {
            // Nothing else is in scope: arguments of the attribute are written by people, who do not know of it.
            use #adapter::__private as __cors;
            #not_narrowed
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl __cors::CorsService for #ident {
                fn mount(self, __mounts: &mut __cors::Mounts) {
                    #(#mounts)*
                }
            }
        };
    }
}

fn mount(route: &Route, subject: &Item) -> TokenStream {
    let Route { path, name, methods, guards, wrappers } = route;
    let ident = &subject.ident;
    // As actix does: a resource is named after its handler.
    let name = name.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
    let handler = if wrappers.is_empty() {
        // What makes it no handler is said at its name.
        quote_spanned!(located(ident)=> __resource.to(#ident))
    } else {
        quote!(__resource #(.wrap(#wrappers))* .to(#ident))
    };
    quote! {
        __cors::mount(
            __mounts,
            &__cors::RouteAttribute {
                path: #path,
                name: #name,
                methods: &[#(#methods),*],
                policy: <#ident as __cors::Annotated>::POLICY,
            },
            __cors::AttributeGuards::new() #(.with(#guards))*,
            |__resource| #handler,
        );
    }
}

/// Where `tokens` stand, with the names of generated code.
fn located(tokens: &impl Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}
