//! The companion of an annotated item.
//!
//! A handler `list_users` stays in the value namespace; its companion, a brace struct, takes the same name in the type
//! namespace, so that one `use` imports both. The companion's one inherent constant carries the policy. Its name is what
//! rustc's dead-code lint shows, at the handler, where no `routes!` mentions the handler.

use cors_core::{OriginList, OriginPattern, Rule, ValidOrigins, ValidSpec};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    item::{Item, ItemKind},
    options::Options,
    overrides::checks,
};
use crate::adapter::Adapter;

/// What an item gets beside it: its policy.
pub(crate) fn companion(subject: &Item, options: &Options, spec: &ValidSpec) -> TokenStream {
    emit(subject, options, &policy(subject, options, spec), true)
}

/// What an item gets whose attribute is wrong: a policy that allows nothing, so that the rest of the program compiles, and that
/// makes no more errors where others start from it.
pub(crate) fn stub(subject: &Item, options: &Options) -> TokenStream {
    let policy = Policy { items: TokenStream::new(), value: quote!(__cors::Policy::STUB) };
    emit(subject, options, &policy, false)
}

/// `linted`: rustc is to say so where the handler is never mounted.
fn emit(subject: &Item, options: &Options, policy: &Policy, linted: bool) -> TokenStream {
    let adapter = &options.adapter;
    let Item { kind, ident, vis, shared } = subject;
    let Policy { items, value } = policy;
    match kind {
        ItemKind::NamedPolicy => quote! {
            #[allow(deprecated, non_local_definitions)]
            const _: () = {
                use #adapter::__private as __cors;
                #items
                #[automatically_derived]
                impl #adapter::NamedPolicy for #ident {
                    const POLICY: &'static __cors::Policy = &#value;
                }
            };
        },
        ItemKind::Handler(_) => {
            // rustc keeps quiet about what a macro wrote. Whose an item is it tells from its first and its last token.
            let constant = quote_spanned!(ident.span()=> const cors_policy_is_never_mounted);
            let end = quote_spanned!(ident.span()=> ;);
            let allowed: Vec<_> = shared.iter().filter(|attribute| attribute.path().is_ident("allow")).collect();
            let unlinted = (!linted).then(|| quote!(#[allow(dead_code)]));
            // Where the companion mounts the handler itself, it must not use the constant that the lint looks at.
            let (value, for_mounting) = match options.framework {
                Adapter::Axum => (quote!(&#value), TokenStream::new()),
                Adapter::Actix => {
                    let route = if options.has_route { quote!(Attribute) } else { quote!(ByHand) };
                    let for_mounting = quote!(
                        type Route = __cors::#route;
                        const POLICY: &'static __cors::Policy = &#value;
                    );
                    (quote!(<Self as __cors::Annotated>::POLICY), for_mounting)
                }
            };
            // Below a route attribute of actix's, this attribute does not see it: what rustc then says names both mistakes.
            let or_below = (options.framework == Adapter::Actix && !options.has_route)
                .then(|| quote_spanned!(ident.span()=> const or_stands_below_the_route_attribute));
            let policy_value = match &or_below {
                Some(_) => quote!(Self::or_stands_below_the_route_attribute),
                None => value.clone(),
            };
            let or_below = or_below.map(|constant| {
                quote!(
                    #[doc(hidden)]
                    #(#allowed)*
                    #unlinted
                    #vis #constant: &'static __cors::Policy = #value #end
                )
            });
            quote! {
                #[doc(hidden)]
                #[allow(non_camel_case_types, dead_code, unreachable_pub)]
                #(#shared)*
                #vis struct #ident {}

                #[allow(non_upper_case_globals, unreachable_pub, deprecated, non_local_definitions)]
                const _: () = {
                    use #adapter::__private as __cors;
                    #items
                    impl #ident {
                        #[doc(hidden)]
                        #(#allowed)*
                        #unlinted
                        #vis #constant: &'static __cors::Policy = #policy_value #end
                        #or_below
                    }
                    #[automatically_derived]
                    #[diagnostic::do_not_recommend]
                    impl __cors::Annotated for #ident { #for_mounting }
                };
            }
        }
    }
}

/// A policy, in a scope where `__cors` is the adapter's private module.
struct Policy {
    /// What `value` needs.
    items: TokenStream,
    /// A constant expression.
    value: TokenStream,
}

fn policy(subject: &Item, options: &Options, spec: &ValidSpec) -> Policy {
    let base = match &options.policy {
        Some(path) => {
            let adapter = &options.adapter;
            // A constant reports a type that is no policy once; a function's bound would say where the bound is as well.
            quote_spanned!(path.span()=> (*<#path as #adapter::NamedPolicy>::POLICY))
        }
        None => quote!(__cors::Policy::NOBODY),
    };
    let name = name(subject, options);
    let steps = steps(options, spec);
    let checks = options.policy.as_ref().and_then(|_| checks(subject, options, spec));
    // Every constant costs a compiler as much as a small function, and most handlers only use a policy. One of named policies
    // says where they start from each other in a circle, whether they are used or not.
    let is_alone = checks.is_none() && matches!(subject.kind, ItemKind::Handler(_));
    if is_alone {
        return Policy { items: TokenStream::new(), value: quote!(#base #name #steps) };
    }
    let items = quote! {
        const BASE: __cors::Policy = #base;
        const POLICY: __cors::Policy = BASE #name #steps;
        #checks
    };
    Policy { items, value: quote!(POLICY) }
}

/// A named policy is known by its name, and so is a handler's that only uses one.
fn name(subject: &Item, options: &Options) -> TokenStream {
    let ident = &subject.ident;
    let in_module = || {
        let name = format!("::{ident}");
        quote!(::core::concat!(::core::module_path!(), #name))
    };
    match (&subject.kind, &options.policy) {
        (ItemKind::NamedPolicy, _) => {
            let name = ident.to_string();
            quote!(.named(#name))
        }
        (ItemKind::Handler(_), None) => {
            let handler = in_module();
            quote!(.named_as_handler(#handler))
        }
        (ItemKind::Handler(_), Some(_)) => {
            let handler = in_module();
            quote!(.of_handler(#handler))
        }
    }
}

/// One call for every option that is given.
fn steps(options: &Options, spec: &ValidSpec) -> TokenStream {
    let mut steps = TokenStream::new();
    if spec.same_origin {
        steps.extend(quote!(.with_nobody()));
    }
    match &spec.origins {
        Some(ValidOrigins::Any) => steps.extend(quote!(.with_any_origin())),
        Some(ValidOrigins::Listed(list)) => {
            let list = origin_list(list);
            steps.extend(quote!(.with_origins(#list)));
        }
        None => {}
    }
    if let Some(path) = &options.source {
        let written = path.to_token_stream().to_string().replace(' ', "");
        // A static of its own: a constant may not refer to one that changes, but a function may.
        let asked = quote_spanned!(path.span()=> static SOURCE: __cors::Asked = __cors::Asked::new(&#path););
        steps.extend(quote! {
            .with_source(__cors::Source::new(#written, {
                fn source() -> &'static dyn __cors::Askable {
                    #asked
                    &SOURCE
                }
                source
            }))
        });
    }
    if let Some(list) = &spec.dev_origins {
        let list = origin_list(list);
        // A release binary does not even contain the list.
        steps.extend(quote! {
            .with_dev_origins({
                #[cfg(debug_assertions)]
                { #list }
                #[cfg(not(debug_assertions))]
                { __cors::OriginList::EMPTY }
            })
        });
    }
    if spec.enforce {
        steps.extend(quote!(.enforced()));
    }
    if spec.credentials {
        steps.extend(quote!(.with_credentials()));
    }
    for (names, method) in [(&spec.allow_headers, "with_allow_headers"), (&spec.expose_headers, "with_expose_headers")]
    {
        if let Some(names) = names {
            let (method, elements, value) = (format_ident!("{method}"), names.elements(), names.value());
            steps.extend(quote!(.#method(&[#(#elements),*], #value)));
        }
    }
    if let Some(max_age) = spec.max_age {
        let seconds = max_age.to_string();
        steps.extend(quote!(.with_max_age(#seconds)));
    }
    if let Some(methods) = &spec.methods {
        let methods = methods.iter().map(|method| method.as_str());
        steps.extend(quote!(.with_methods(&[#(#methods),*])));
    }
    for (rule, reason) in &spec.acknowledgements {
        let rule = variant(*rule);
        steps.extend(quote!(.with_acknowledgement(__cors::Rule::#rule, #reason)));
    }
    steps
}

/// The acknowledgements and the origins of `origin_set!`, in a scope where `__cors` is the adapter's private module.
pub(crate) fn set(spec: &ValidSpec) -> TokenStream {
    let list = match &spec.origins {
        Some(ValidOrigins::Listed(list)) => list.as_slice(),
        // `*` and `credentials` exclude each other.
        Some(ValidOrigins::Any) | None => &[],
    };
    let list = origin_list(list);
    let acknowledgements = spec.acknowledgements.iter().map(|(rule, reason)| {
        let rule = variant(*rule);
        quote!(.with(__cors::Rule::#rule, #reason))
    });
    quote!(__cors::OriginSet::literals(#list, __cors::Acknowledged::NONE #(#acknowledgements)*))
}

/// A set that lets nobody in, where the list is wrong: the type is right, so that nothing else is reported.
pub(crate) fn set_stub() -> TokenStream {
    quote!(__cors::OriginSet::literals(__cors::OriginList::EMPTY, __cors::Acknowledged::NONE))
}

/// A list as a literal, with its index computed at compile time.
fn origin_list(list: &[OriginPattern]) -> TokenStream {
    let patterns = list.iter().map(|pattern| {
        let (text, public_suffix) = (pattern.as_str(), pattern.is_under_public_suffix());
        quote!(__cors::OriginPattern::validated(::std::borrow::Cow::Borrowed(#text), #public_suffix))
    });
    let slots = Literal::usize_unsuffixed(OriginList::slots_for(list.len()));
    quote! {
        {
            const PATTERNS: &[__cors::OriginPattern] = &[#(#patterns),*];
            const SLOTS: &[u16] = &__cors::OriginList::index::<#slots>(PATTERNS);
            const LIST: &__cors::OriginList = &__cors::OriginList::indexed(PATTERNS, SLOTS);
            LIST
        }
    }
}

/// The variant's identifier: `Debug` writes a fieldless variant as its name.
pub(super) fn variant(rule: Rule) -> Ident {
    format_ident!("{rule:?}")
}
