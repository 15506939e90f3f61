//! The companions of actix handlers with route attributes, which mount the handler.

use cors_core::{PolicyOption, TakesForms};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::paths::{path_of, projection};
use crate::attribute::parse::{
    item::Item,
    options::Options,
    route::{Route, Routes},
};
use crate::report::span_range::SpanRange;

pub(crate) struct Mounting {
    /// The items of the companion's `impl Companion`.
    pub(crate) route: TokenStream,
    /// The check that the handler's own policy has no `methods`, if it may inherit some.
    pub(crate) not_narrowed: Option<TokenStream>,
}

impl Mounting {
    /// `named` is the policy that the handler uses unchanged.
    pub(crate) fn new(routes: &Routes, named: Option<&Path>, subject: &Item, options: &Options) -> Self {
        let Routes { routes, names } = routes;
        let private = options.private();
        // The attributes are removed, but their imports are still used; and rustc reports here an attribute that is not in scope.
        let imports = names.iter().map(|name| {
            let span = Span::call_site().located_at(name.span());
            quote_spanned!(span=> use #name as _;)
        });
        // The argument of `mount`.
        let default = Ident::new("__cors_default", Span::mixed_site());
        let mounts = routes.iter().map(|route| {
            let policy = options.takes_default.then(|| quote!(#default));
            mount(route, &policy.unwrap_or_else(|| policy_of(named, options)), subject, options)
        });
        let is_safe = named.filter(|_| takes_forms(subject, options)).map(|path| {
            // rustc reports at the handler's name that the named policy breaks the rule `forgeable`.
            let span = Span::call_site().located_at(subject.ident.span());
            let carried = projection(path, options, "Carried");
            quote_spanned!(span=> let () = <<#carried as #private::Carries>::Forms as #private::SafeToPost>::SAFE;)
        });
        // No generated name is in scope, because it could shadow one in an argument of the attributes.
        let route = quote! {
            type Route = #private::Attribute<Self>;
            fn mount(#default: &'static #private::Policy) -> #private::Mounts {
                #(#imports)*
                #is_safe
                #private::Mounts::of_handler([#(#mounts),*])
            }
        };
        let not_narrowed =
            if named.is_none() && !options.takes_default { not_narrowed(subject, options) } else { None };
        Mounting { route, not_narrowed }
    }
}

/// Returns whether a handler with route attributes takes what forms can send.
fn takes_forms(subject: &Item, options: &Options) -> bool {
    options.spec_for(subject).handler.takes_forms == TakesForms::Always
}

fn not_narrowed(subject: &Item, options: &Options) -> Option<TokenStream> {
    let (companion, private) = (&subject.companion, options.private());
    let narrowing = [PolicyOption::Methods, PolicyOption::Policy];
    let spans = narrowing.into_iter().find_map(|option| options.spans(option))?;
    let refuse = spans
        .argument
        .call(quote!(#private::NotNarrowed::require), quote!(<#companion as #private::Companion>::POLICY));
    Some(quote! {
        #[allow(deprecated)]
        const _: () = #refuse;
    })
}

/// Returns the policy of a handler that does not have the default.
fn policy_of(named: Option<&Path>, options: &Options) -> TokenStream {
    let private = options.private();
    match named {
        // rustc reports at the policy's name that it has `methods`.
        Some(path) => {
            let carried = projection(path, options, "Carried");
            let (start, end) = (quote_spanned!(path.span()=> <), quote_spanned!(path.span()=> ::<>));
            quote!(#start #carried as #private::CarriesForRoute>::POLICY #end)
        }
        None => quote!(<Self as #private::Companion>::POLICY),
    }
}

fn mount(route: &Route, policy: &TokenStream, subject: &Item, options: &Options) -> TokenStream {
    let Route { path, name, methods, guards, wrappers } = route;
    let (ident, private) = (&subject.ident, options.private());
    // actix names a resource after its handler.
    let name = name.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
    let handler_path = path_of(subject);
    let attribute = quote!(#path, #name, &[#(#methods),*], #policy, #handler_path);
    if guards.is_empty() && wrappers.is_empty() {
        // rustc reports here that the function is not a handler.
        return SpanRange::from(ident.span()).call_with_bounds(
            quote!(#private::Mount),
            "handler",
            quote!(#attribute, #ident),
        );
    }
    quote! {
        #private::mount_resource(
            #attribute,
            #private::AttributeGuards::new() #(.with(#guards))*,
            #private::Resource::new(#path) #(.wrap(#wrappers))* .to(#ident),
        )
    }
}
