//! Policies and lists of origins as literals, in a scope where `__cors` is the adapter's private module.

use cors_core::{
    __private::{Written, written},
    OriginList, OriginPattern, Rule, ValidOrigins, ValidSpec,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::options::Options;

/// A field for every option that is given, each with its comma: a literal costs a compiler less than calls.
///
/// `start`: the parts that they change.
pub(super) fn fields(options: &Options, spec: &ValidSpec, start: &TokenStream) -> TokenStream {
    let mut fields = TokenStream::new();
    match &spec.origins {
        Some(ValidOrigins::Any) => fields.extend(quote!(origins: __cors::Origins::Any,)),
        Some(ValidOrigins::Listed(list)) => {
            let list = origin_list(list);
            fields.extend(quote!(origins: __cors::Origins::Listed(#list),));
        }
        None => {}
    }
    if let Some(path) = &options.source {
        let written = path.to_token_stream().to_string().replace(' ', "");
        // A static of its own: a constant may not refer to one that changes, but a function may.
        let asked = quote_spanned!(path.span()=> static __CORS_SOURCE: __cors::Asked = __cors::Asked::new(&#path););
        fields.extend(quote! {
            origins: __cors::Origins::Source(__cors::Source::new(#written, {
                fn __cors_source() -> &'static dyn __cors::Askable {
                    #asked
                    &__CORS_SOURCE
                }
                __cors_source
            })),
        });
    }
    if let Some(list) = &spec.dev_origins {
        let list = origin_list(list);
        // A release binary does not even contain the list.
        fields.extend(quote! {
            #[cfg(debug_assertions)]
            dev_origins: #list,
            #[cfg(not(debug_assertions))]
            dev_origins: __cors::OriginList::EMPTY,
        });
    }
    if spec.enforce {
        fields.extend(quote!(enforce: true,));
    }
    if spec.credentials {
        fields.extend(quote!(credentials: true,));
    }
    for (names, field) in [(&spec.allow_headers, "allow_headers"), (&spec.expose_headers, "expose_headers")] {
        if let Some(names) = names {
            let (list, line) = (format_ident!("{field}"), format_ident!("{field}_value"));
            let (elements, value) = (names.elements(), names.value());
            fields.extend(quote!(#list: &[#(#elements),*], #line: #value,));
        }
    }
    if let Some(max_age) = spec.max_age {
        let seconds = max_age.to_string();
        fields.extend(quote!(max_age: ::core::option::Option::Some(#seconds),));
    }
    if let Some(methods) = &spec.methods {
        let methods = methods.iter().map(|method| method.as_str());
        fields.extend(quote!(methods: ::core::option::Option::Some(&[#(#methods),*]),));
    }
    // Consent to the origins of the other policy is no consent to these.
    let others = (options.policy.is_some() && (spec.origins.is_some() || options.source.is_some()))
        .then(|| quote!(.for_other_origins()));
    if others.is_some() || !spec.acknowledgements.is_empty() {
        let with = acknowledgements(spec);
        fields.extend(quote!(acknowledged: #start.acknowledged #others #with,));
    }
    fields
}

/// A call for every rule that is acknowledged.
pub(super) fn acknowledgements(spec: &ValidSpec) -> TokenStream {
    let calls = spec.acknowledgements.iter().map(|(rule, reason)| {
        let rule = variant(*rule);
        quote!(.with(__cors::Rule::#rule, #reason))
    });
    calls.collect()
}

/// The acknowledgements and the origins of `origin_set!`, in a scope where `__cors` is the adapter's private module.
pub(crate) fn set(spec: &ValidSpec) -> TokenStream {
    let list = match &spec.origins {
        Some(ValidOrigins::Listed(list)) => list.as_slice(),
        // `*` and `credentials` exclude each other.
        Some(ValidOrigins::Any) | None => &[],
    };
    let (list, acknowledgements) = (origin_list(list), acknowledgements(spec));
    quote!(__cors::OriginSet::literals(#list, __cors::Acknowledged::NONE #acknowledgements))
}

/// A set that lets nobody in, where the list is wrong: the type is right, so that nothing else is reported.
pub(crate) fn set_stub() -> TokenStream {
    quote!(__cors::OriginSet::literals(__cors::OriginList::EMPTY, __cors::Acknowledged::NONE))
}

/// A list as a literal.
fn origin_list(list: &[OriginPattern]) -> TokenStream {
    let list: OriginList = list.iter().cloned().collect();
    let Written { exact, patterns, public_suffixes } = written(&list);
    let public_suffixes = public_suffixes.into_iter().map(Literal::u16_unsuffixed);
    quote!(const { &__cors::literals(&[#(#exact),*], &[#(#patterns),*], &[#(#public_suffixes),*]) })
}

/// The variant's identifier: `Debug` writes a fieldless variant as its name.
pub(super) fn variant(rule: Rule) -> Ident {
    format_ident!("{rule:?}")
}
