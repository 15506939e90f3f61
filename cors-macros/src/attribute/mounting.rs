//! What the companion of an actix handler can do besides: mount the handler where its route attribute says.

use cors_core::PolicyOption;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::{
    expand::{path_of, projection},
    item::Item,
    options::Options,
    route::{Route, Routes},
};

/// What the route attributes of a handler come to.
pub(super) struct Mounting {
    /// What the companion's `Annotated` says of them.
    pub(super) route: TokenStream,
    /// The check that the handler's own policy does not narrow, where that is not known from here: an item.
    pub(super) not_narrowed: Option<TokenStream>,
}

impl Mounting {
    /// `named`: the policy that the handler uses as it is.
    pub(super) fn new(routes: &Routes, named: Option<&Path>, subject: &Item, options: &Options) -> Self {
        let Routes { routes, names } = routes;
        let adapter = &options.adapter;
        // The attributes are gone; their imports are used all the same. Where one is missing, it is the attribute that is not in
        // scope.
        let imports = names.iter().map(|name| quote_spanned!(located(name)=> use #name as _;));
        let mounts = routes.iter().map(|route| mount(route, named, subject, options));
        // Nothing else is in scope: arguments of the attributes are written by people who do not know of it.
        let route = quote! {
            type Route = #adapter::__private::Attribute<Self>;
            fn mount(__mounts: &mut #adapter::__private::Mounts) {
                #(#imports)*
                #(#mounts)*
            }
        };
        let not_narrowed = if named.is_none() { not_narrowed(subject, options) } else { None };
        Mounting { route, not_narrowed }
    }
}

fn not_narrowed(subject: &Item, options: &Options) -> Option<TokenStream> {
    let (companion, adapter) = (&subject.companion, &options.adapter);
    let narrowing = [PolicyOption::Methods, PolicyOption::Policy];
    let place = narrowing.into_iter().find_map(|option| options.argument_place(option))?;
    let panic = place.panic(quote! {
        "`methods` narrows a handler that is mounted for any method; here the route attribute says which \
         [conflicting_options]\n\nhelp: remove `methods` from the policy"
    });
    Some(quote! {
        #[allow(deprecated)]
        const _: () = if <#companion as #adapter::__private::Annotated>::POLICY.methods().is_some() { #panic };
    })
}

fn mount(route: &Route, named: Option<&Path>, subject: &Item, options: &Options) -> TokenStream {
    let Route { path, name, methods, guards, wrappers } = route;
    let (ident, adapter) = (&subject.ident, &options.adapter);
    // As actix does: a resource is named after its handler.
    let name = name.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
    let policy = match named {
        // Its type says whether it narrows: at its name.
        Some(path) => {
            let carried = projection(path, options, "Carried");
            let (start, policy) = (quote_spanned!(path.span()=> <), quote_spanned!(path.span()=> POLICY));
            quote!(#start #carried as #adapter::__private::CarriesForRoute>::#policy)
        }
        None => quote!(<Self as #adapter::__private::Annotated>::POLICY),
    };
    let (place, handler_path) = (located(ident), path_of(subject));
    // What makes it no handler is said at its name.
    let handler = quote_spanned!(place=> #ident);
    let attribute = quote!(#path, #name, &[#(#methods),*], #policy, #handler_path);
    if guards.is_empty() && wrappers.is_empty() {
        let private = match options.argument_place(PolicyOption::Crate) {
            Some(_) => quote!(#adapter::__private),
            None => {
                let krate = options.framework.krate_at(place);
                quote_spanned!(place=> ::#krate::__private)
            }
        };
        return quote_spanned!(place=> #private::mount(__mounts, #attribute, #handler););
    }
    quote! {
        #adapter::__private::mount_resource(
            __mounts,
            #attribute,
            #adapter::__private::AttributeGuards::new() #(.with(#guards))*,
            #adapter::__private::Resource::new(#path) #(.wrap(#wrappers))* .to(#handler),
        );
    }
}

/// Where `tokens` stand, with the names of generated code.
fn located(tokens: &impl Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}
