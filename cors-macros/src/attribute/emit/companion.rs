//! The companion of an annotated item.
//!
//! The companion of a handler `list_users` is a brace struct of the same name. The handler is in the value namespace and its
//! companion in the type namespace, so one `use` imports both. The companion has one inherent constant: the handler's policy, or a
//! value whose type names the policy. If no `routes!` mounts the handler, rustc's dead-code lint shows the name of that constant.

use cors_core::{
    __private::{Mistake, is_forgeable},
    Issue, PolicySpec, Rule, TakesForms, ValidSpec,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, ext::IdentExt, spanned::Spanned};

use super::{
    literal::{fields, permissions},
    mounting::Mounting,
    paths::{path_of, projection},
};
use crate::attribute::{
    overrides::{Asserted, assertions, mistakes},
    parse::{
        item::{Item, ItemKind},
        options::Options,
    },
};
use crate::{adapter::Adapter, report::span_range::SpanRange};

struct Policy {
    /// A constant expression of a reference. Except for the user's tokens, it consists of absolute paths, so that no item of the user
    /// shadows a name.
    value: TokenStream,
    /// The types that tell whether the policy has `methods = […]`, and whether it breaks the rule `forgeable` where its handler is
    /// mounted for `POST`. The second is left out if it does not.
    marks: TokenStream,
}

/// The policy of a handler.
enum HandlerPolicy<'a> {
    /// A named policy, unchanged.
    Named(&'a Path),
    Own(Policy),
    /// That of what mounts the handler. The implementation of `Suits` checks it.
    Default(TokenStream),
}

/// Returns the code that is generated for an item without errors.
pub(crate) fn companion(subject: &Item, options: &Options, spec: &ValidSpec) -> TokenStream {
    if options.takes_default {
        return handler(subject, options, HandlerPolicy::Default(suits(subject, options, spec)), true);
    }
    let name = match subject.kind {
        ItemKind::NamedPolicy => Some(subject.ident.unraw().to_string().into_token_stream()),
        ItemKind::Handler(_) => options.policy.is_none().then(|| path_of(subject)),
    };
    let mistakes = if options.policy.is_some() { mistakes(subject, options, spec) } else { Vec::new() };
    // The type of a named policy tells whether it breaks `forgeable`, so that its handlers need no constant for that. One that refuses
    // what forms can send has a type of its own.
    let refuses_forms = options.routes.is_none() && options.spec_for(subject).handler.takes_forms == TakesForms::Never;
    let is_of_type = |mistake: &Mistake| *mistake == Mistake::Broken(Rule::Forgeable);
    let overrides = options.spec != PolicySpec { inherits: true, ..PolicySpec::default() }
        || !mistakes.iter().all(|(mistake, _)| is_of_type(mistake))
        || refuses_forms;
    let policy = match (&subject.kind, &options.policy) {
        // Most handlers only use a named policy. A constant costs as much compile time as a small function, so they get none.
        (ItemKind::Handler(_), Some(path)) if !overrides => {
            return handler(subject, options, HandlerPolicy::Named(path), true);
        }
        (_, Some(path)) => overriding(subject, options, spec, path, name, &mistakes),
        (_, None) => written_out(subject, options, spec, name),
    };
    match subject.kind {
        ItemKind::NamedPolicy => named_policy(subject, options, &policy),
        ItemKind::Handler(_) => handler(subject, options, HandlerPolicy::Own(policy), true),
    }
}

/// Returns the code that is generated for an item with errors: a policy that allows nothing and causes no further errors in the
/// program.
pub(crate) fn stub(subject: &Item, options: &Options) -> TokenStream {
    let private = options.private();
    let (value, marks) = (quote!(&#private::PolicyParts::STUB.policy()), quote!(#private::NotNarrowed));
    let policy = Policy { value, marks };
    match subject.kind {
        ItemKind::NamedPolicy => named_policy(subject, options, &policy),
        ItemKind::Handler(_) => handler(subject, options, HandlerPolicy::Own(policy), false),
    }
}

fn written_out(subject: &Item, options: &Options, spec: &ValidSpec, name: Option<TokenStream>) -> Policy {
    let (private, name) = (options.private(), name.map(|name| quote!(name: #name,)));
    let start = quote!(#private::PolicyParts::SAME_ORIGIN);
    let fields = fields(options, spec, &start);
    let methods = if spec.methods.is_some() { quote!(#private::Narrowed) } else { quote!(#private::NotNarrowed) };
    let forms = (is_forgeable(&options.spec_for(subject)) == Some(true)).then(|| quote!(, #private::Forgeable));
    Policy { value: quote!(&#private::PolicyParts { #name #fields ..#start }.policy()), marks: quote!(#methods #forms) }
}

/// Returns a policy that starts from a named one.
fn overriding(
    subject: &Item,
    options: &Options,
    spec: &ValidSpec,
    path: &Path,
    name: Option<TokenStream>,
    mistakes: &[(Mistake, Issue)],
) -> Policy {
    let (private, name) = (options.private(), name.map(|name| quote!(name: #name,)));
    // For a type that is not a policy, rustc reports one error for a constant, and would also show the bound of a function.
    let base = projection(path, options, "POLICY");
    let closed = spec.same_origin.then(|| quote!(.closed()));
    let start = quote!(#private::PolicyParts::of(#base) #closed);
    let fields = fields(options, spec, &start);
    // With this constant, rustc reports cycles of policies even if they are not used.
    let policy = options.private_name("__CORS_POLICY");
    let assertions = assertions(mistakes, subject, options, (&base, &quote!(&#policy)), Asserted::AsConstant);
    let value = quote!({
        const #policy: #private::Policy = #private::PolicyParts { #name #fields ..#start }.policy();
        #assertions
        &#policy
    });
    let methods = match spec.methods {
        Some(_) => quote!(#private::Narrowed),
        // `same_origin` drops the methods of the named policy.
        None if spec.same_origin => quote!(#private::NotNarrowed),
        None => quote!(#private::Narrows<{ #private::narrows(#base) }>),
    };
    let forms = is_forgeable(&options.spec_for(subject)).is_none().then(|| {
        let fields = permissions(options, spec, &start);
        quote!(, #private::Forges<{ #private::forges(&#private::PolicyParts { #fields ..#start }.policy()) }>)
    });
    Policy { value, marks: quote!(#methods #forms) }
}

fn named_policy(subject: &Item, options: &Options, policy: &Policy) -> TokenStream {
    let (adapter, ident, words) = (&options.adapter, &subject.ident, options.explained());
    let Policy { value, marks } = policy;
    quote! {
        #[allow(deprecated, non_local_definitions, unexpected_cfgs)]
        #[automatically_derived]
        impl #adapter::NamedPolicy for #ident {
            const POLICY: &'static #adapter::__private::Policy = { #words #value };
            type Carried = #adapter::__private::Carried<Self, #marks>;
        }
    }
}

/// Returns the implementation that checks a default policy by the rules about the handler's extractors.
fn suits(subject: &Item, options: &Options, spec: &ValidSpec) -> TokenStream {
    let (companion, adapter, private) = (&subject.companion, &options.adapter, options.private());
    let policy = Ident::new("__CorsDefault", Span::mixed_site());
    let value = quote!(<#policy as #adapter::NamedPolicy>::POLICY);
    let assertions = assertions(&mistakes(subject, options, spec), subject, options, (&value, &value), Asserted::Now);
    let forges = match options.spec_for(subject).handler.takes_forms {
        TakesForms::IfPosted => {
            quote!(#private::forges(#value))
        }
        TakesForms::Never | TakesForms::Always => quote!(false),
    };
    quote! {
        impl<#policy: #adapter::NamedPolicy> #private::Suits<#policy> for #companion {
            const FORGES: bool = #forges;
            const CHECKED: () = { #assertions };
        }
    }
}

/// Returns the companion of a handler. With `is_linted`, rustc reports a handler that is never mounted.
fn handler(subject: &Item, options: &Options, policy: HandlerPolicy<'_>, is_linted: bool) -> TokenStream {
    let Item { ident, companion, vis, shared, .. } = subject;
    let (private, words) = (options.private(), options.explained());
    // The adapter recognises the function by this when it is mounted.
    let (kind, path) = (quote!(#private::FunctionId), path_of(subject));
    let (function, arguments) = if subject.is_generic {
        (quote!(#kind::beside), quote!(#path, ::core::marker::PhantomData::<Self>))
    } else {
        (quote!(#kind::of), quote!(#path, #ident))
    };
    // The call's span is its location, which the inventory shows.
    let function = SpanRange::from(ident.span()).call(function, arguments);
    let named = if let HandlerPolicy::Named(path) = policy { Some(path) } else { None };
    let mounting = options.routes.as_ref().map(|routes| Mounting::new(routes, named, subject, options));
    let has_routes = mounting.is_some();
    let mut suits = None;
    let (carried, value, policy) = match policy {
        HandlerPolicy::Default(checks) => {
            suits = Some(checks);
            let by_default = quote!(#private::ByDefault::<#companion>);
            (by_default.clone(), quote!(#by_default::of(#function)), None)
        }
        HandlerPolicy::Named(_) if has_routes => (kind, function, None),
        HandlerPolicy::Own(Policy { value, .. }) if has_routes => {
            (kind, function, Some(quote!(const POLICY: &'static #private::Policy = #value;)))
        }
        HandlerPolicy::Named(path) => {
            // rustc reports here, too, that a type is not a policy.
            let value = SpanRange::from(path.span()).call(quote!(#private::Carried::of), function);
            (projection(path, options, "Carried"), value, None)
        }
        HandlerPolicy::Own(Policy { value, marks }) => {
            (quote!(#private::Own<#marks>), quote!(#private::Own::of(#value, #function)), None)
        }
    };
    // rustc does not lint macro-generated items, which it recognises by the first and the last token.
    let name = options.constant(ident.span());
    let name = quote_spanned!(ident.span()=> const #name);
    let end = quote_spanned!(ident.span()=> ;);
    let allowed = shared.iter().filter(|attribute| attribute.path().is_ident("allow"));
    let unlinted = (!is_linted).then(|| quote!(#[allow(dead_code)]));
    let (route, not_narrowed) = match mounting {
        Some(Mounting { route, not_narrowed }) => (Some(route), not_narrowed),
        None => ((options.framework == Adapter::Actix).then(|| quote!(type Route = #private::ByHand;)), None),
    };
    // The companion of a deprecated handler is deprecated, too; and an unused handler's mounting is unused.
    let allow = if has_routes { quote!(#[allow(deprecated, dead_code)]) } else { quote!(#[allow(deprecated)]) };
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #(#shared)*
        #vis struct #companion {}

        #[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated, unexpected_cfgs)]
        impl #companion {
            #words
            #[doc(hidden)]
            #(#allowed)*
            #unlinted
            #vis #name: #carried = #value #end
        }

        #allow
        impl #private::Companion for #companion { #route #policy }

        #not_narrowed
        #suits
    }
}
