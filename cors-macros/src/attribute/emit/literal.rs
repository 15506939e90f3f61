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
use crate::report::span_range::SpanRange;

/// Returns the fields of a policy for the given options, each with its comma. A literal costs less compile time than calls do. `start`
/// is the base of the struct literal.
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
        // rustc reports here that the path is not a source.
        let span = path.span();
        let asked =
            SpanRange::from(span).call_with_bounds(quote!(#private::Asked), "new", quote_spanned!(span=> &#path));
        // A constant may not refer to a mutable static, but a function may: hence the static and the closure.
        fields.extend(quote! {
            origins: #private::Origins::Source(#private::Source::new(#written, || {
                static #name: #private::Asked = #asked;
                &#name
            })),
        });
    }
    if let Some(list) = &spec.dev_origins {
        let list = origin_list(list, &private);
        // The list exists only if both crates are compiled with `debug_assertions`; a release binary does not contain it.
        fields.extend(quote! {
            has_dev_origins: true,
            #[cfg(debug_assertions)]
            dev_origins: #private::dev_origins(#list),
            #[cfg(not(debug_assertions))]
            dev_origins: #private::OriginList::EMPTY,
        });
    }
    if let Some(hosts) = &spec.hosts {
        fields.extend(quote!(hosts: &[#(#hosts),*],));
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
    fields.extend(permissions(options, spec, start));
    fields
}

/// Returns the fields of [`fields`] that are not lists of origins or headers.
pub(crate) fn permissions(options: &Options, spec: &ValidSpec, start: &TokenStream) -> TokenStream {
    let private = options.private();
    let mut fields = TokenStream::new();
    if let Some(enforcement) = &spec.enforce {
        let enforcement = variant(enforcement);
        fields.extend(quote!(enforce: ::core::option::Option::Some(#private::Enforcement::#enforcement),));
    }
    if spec.credentials {
        fields.extend(quote!(credentials: true,));
    }
    if let Some(methods) = &spec.methods {
        let methods = methods.iter().map(|method| method.as_str());
        fields.extend(quote!(methods: ::core::option::Option::Some(&[#(#methods),*]),));
    }
    // Acknowledgements of the named policy's origins do not apply to other origins.
    let for_other_origins = (options.policy.is_some() && (spec.origins.is_some() || options.source.is_some()))
        .then(|| quote!(.for_other_origins()));
    if for_other_origins.is_some() || !spec.acknowledgements.is_empty() {
        let with = acknowledgements(spec, &private);
        fields.extend(quote!(acknowledged: #start.acknowledged #for_other_origins #with,));
    }
    fields
}

fn acknowledgements(spec: &ValidSpec, private: &TokenStream) -> TokenStream {
    let calls = spec.acknowledgements.iter().map(|(rule, reason)| {
        let rule = variant(rule);
        quote!(.with(#private::Rule::#rule, #reason))
    });
    calls.collect()
}

/// Returns the expression of `origin_set!`. If the list has errors, the set is empty, so that the expression causes no further ones.
pub(crate) fn set(spec: Option<&ValidSpec>, private: &TokenStream) -> TokenStream {
    let list = match spec.and_then(|spec| spec.origins.as_ref()) {
        Some(ValidOrigins::Listed(list)) => origin_list(list, private),
        // A set cannot contain `*`, which credentials exclude.
        Some(ValidOrigins::Any) | None => quote!(#private::OriginList::EMPTY),
    };
    let acknowledgements = spec.map(|spec| acknowledgements(spec, private));
    quote!(#private::OriginSet::literals(#list, #private::Acknowledged::NONE #acknowledgements))
}

fn origin_list(list: &[OriginPattern], private: &TokenStream) -> TokenStream {
    let list: OriginList = list.iter().cloned().collect();
    let Written { exact, patterns, risks } = written(&list);
    let risks = risks.iter().map(variant);
    quote!(const { &#private::literals(&[#(#exact),*], &[#(#patterns),*], &[#(#private::Rule::#risks),*]) })
}

/// Returns the identifier of a variant without fields, as `Debug` writes it.
pub(crate) fn variant(variant: &impl Debug) -> Ident {
    format_ident!("{variant:?}")
}
