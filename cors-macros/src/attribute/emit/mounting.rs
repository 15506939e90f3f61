//! What the companion of an actix handler can do besides: mount the handler where its route attribute says.

use cors_core::PolicyOption;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::paths::{path_of, projection};
use crate::attribute::parse::{
    item::Item,
    options::Options,
    route::{Route, Routes},
};
use crate::report::place::Place;

/// What the route attributes of a handler come to.
pub(crate) struct Mounting {
    /// What the companion's `Annotated` says of them.
    pub(crate) route: TokenStream,
    /// The check that the handler's own policy does not narrow, where that is not known from here: an item.
    pub(crate) not_narrowed: Option<TokenStream>,
}

impl Mounting {
    /// `named`: the policy that the handler uses as it is.
    pub(crate) fn new(routes: &Routes, named: Option<&Path>, subject: &Item, options: &Options) -> Self {
        let Routes { routes, names } = routes;
        let private = options.private();
        // The attributes are gone; their imports are used all the same. Where one is missing, it is the attribute that is not in
        // scope.
        let imports = names.iter().map(|name| quote_spanned!(place_of(name)=> use #name as _;));
        let mounts = routes.iter().map(|route| mount(route, named, subject, options));
        // No name of generated code is in scope: it could be one in an argument of the attributes.
        let route = quote! {
            type Route = #private::Attribute<Self>;
            fn mount() -> #private::Mounts {
                #(#imports)*
                #private::Mounts::of_handler([#(#mounts),*])
            }
        };
        let not_narrowed = if named.is_none() { not_narrowed(subject, options) } else { None };
        Mounting { route, not_narrowed }
    }
}

fn not_narrowed(subject: &Item, options: &Options) -> Option<TokenStream> {
    let (companion, private) = (&subject.companion, options.private());
    let narrowing = [PolicyOption::Methods, PolicyOption::Policy];
    let place = narrowing.into_iter().find_map(|option| options.argument_place(option))?;
    let refuse = place.call(quote!(#private::refuse_narrowed), quote!(<#companion as #private::Companion>::POLICY));
    Some(quote! {
        #[allow(deprecated)]
        const _: () = #refuse;
    })
}

fn mount(route: &Route, named: Option<&Path>, subject: &Item, options: &Options) -> TokenStream {
    let Route { path, name, methods, guards, wrappers } = route;
    let (ident, private) = (&subject.ident, options.private());
    // As actix does: a resource is named after its handler.
    let name = name.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
    let policy = match named {
        // Its type says whether it narrows: at its name.
        Some(path) => {
            let carried = projection(path, options, "Carried");
            let (start, policy) = (quote_spanned!(path.span()=> <), quote_spanned!(path.span()=> POLICY));
            quote!(#start #carried as #private::CarriesForRoute>::#policy)
        }
        None => quote!(<Self as #private::Companion>::POLICY),
    };
    let handler_path = path_of(subject);
    let attribute = quote!(#path, #name, &[#(#methods),*], #policy, #handler_path);
    if guards.is_empty() && wrappers.is_empty() {
        // rustc says here what makes it no handler.
        return Place::from(ident.span()).call(quote!(#private::mount), quote!(#attribute, #ident));
    }
    quote! {
        #private::mount_resource(
            #attribute,
            #private::AttributeGuards::new() #(.with(#guards))*,
            #private::Resource::new(#path) #(.wrap(#wrappers))* .to(#ident),
        )
    }
}

/// Where `tokens` stand, with the names of generated code.
fn place_of(tokens: &impl Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}
