//! Policies and lists of origins as literals.

use std::fmt::Debug;

use cors_core::{
    __private::{Written, written},
    OriginList, OriginPattern, ValidOrigins, ValidSpec,
};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::attribute::parse::options::Options;
use crate::report::place::Place;

/// A field for every option that is given, each with its comma: a literal costs a compiler less than calls.
///
/// `start`: the parts that they change.
pub(crate) fn fields(options: &Options, spec: &ValidSpec, start: &TokenStream) -> TokenStream {
    let private = options.private();
    let mut fields = TokenStream::new();
    match &spec.origins {
        Some(ValidOrigins::Any) => fields.extend(quote!(origins: #private::Origins::Any,)),
        Some(ValidOrigins::Listed(list)) => {
            let list = origin_list(list, &private);
            fields.extend(quote!(origins: #private::Origins::Listed(#list),));
        }
        None => {}
    }
    if let Some(path) = &options.source {
        let written = path.to_token_stream().to_string().replace(' ', "");
        let name = options.private_name("__CORS_SOURCE");
        // rustc underlines this where the path is not a source.
        let place = path.span();
        let asked = Place::from(place).call(quote!(#private::Asked::new), quote_spanned!(place=> &#path));
        // A static of its own: a constant may not refer to one that changes, but a function may.
        fields.extend(quote! {
            origins: #private::Origins::Source(#private::Source::new(#written, || {
                static #name: #private::Asked = #asked;
                &#name
            })),
        });
    }
    if let Some(list) = &spec.dev_origins {
        let list = origin_list(list, &private);
        // Both crates have to be compiled with `debug_assertions`. A release binary does not even contain the list.
        fields.extend(quote! {
            #[cfg(debug_assertions)]
            dev_origins: #private::dev_origins(#list),
            #[cfg(not(debug_assertions))]
            dev_origins: #private::OriginList::EMPTY,
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
        let with = acknowledgements(spec, &private);
        fields.extend(quote!(acknowledged: #start.acknowledged #others #with,));
    }
    fields
}

/// A call for every rule that is acknowledged.
fn acknowledgements(spec: &ValidSpec, private: &TokenStream) -> TokenStream {
    let calls = spec.acknowledgements.iter().map(|(rule, reason)| {
        let rule = variant(rule);
        quote!(.with(#private::Rule::#rule, #reason))
    });
    calls.collect()
}

/// The acknowledgements and the origins of `origin_set!`. `None`: the list is wrong; an empty set has the right type, so that nothing
/// else is reported.
pub(crate) fn set(spec: Option<&ValidSpec>, private: &TokenStream) -> TokenStream {
    let list = match spec.map(|spec| &spec.origins) {
        Some(Some(ValidOrigins::Listed(list))) => origin_list(list, private),
        // `*` and `credentials` exclude each other.
        Some(Some(ValidOrigins::Any) | None) | None => quote!(#private::OriginList::EMPTY),
    };
    let acknowledgements = spec.map(|spec| acknowledgements(spec, private));
    quote!(#private::OriginSet::literals(#list, #private::Acknowledged::NONE #acknowledgements))
}

/// A list as a literal.
fn origin_list(list: &[OriginPattern], private: &TokenStream) -> TokenStream {
    let list: OriginList = list.iter().cloned().collect();
    let Written { exact, patterns, risks } = written(&list);
    let risks = risks.iter().map(variant);
    quote!(const { &#private::literals(&[#(#exact),*], &[#(#patterns),*], &[#(#private::Rule::#risks),*]) })
}

/// The identifier of a variant without fields: `Debug` writes its name.
pub(crate) fn variant(variant: &impl Debug) -> Ident {
    format_ident!("{variant:?}")
}
