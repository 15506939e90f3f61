//! The companion of an annotated item.
//!
//! A handler `list_users` stays in the value namespace; its companion, a brace struct, takes the same name in the type
//! namespace, so that one `use` imports both. The companion's one inherent constant has the handler's policy, or says in its
//! type whose policy it is. What the constant is called is what rustc's dead-code lint shows, at the handler, where no `routes!`
//! mentions the handler.

use cors_core::{__private::Mistake, Issue, PolicySpec, ValidSpec};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, ext::IdentExt, spanned::Spanned};

use super::{
    literal::fields,
    mounting::Mounting,
    paths::{path_of, projection},
};
use crate::attribute::{
    overrides::{assertions, mistakes},
    parse::{
        item::{Item, ItemKind},
        options::Options,
    },
};
use crate::{adapter::Adapter, report::place::Place};

/// A policy.
struct Policy {
    /// A constant expression of a reference. It needs nothing but absolute paths and what the user wrote: whatever an item of the
    /// user's is called, it means that item here.
    value: TokenStream,
    /// The type that says whether the policy has `methods = […]`.
    methods: TokenStream,
}

/// What an item gets beside it: its policy.
pub(crate) fn companion(subject: &Item, options: &Options, spec: &ValidSpec) -> TokenStream {
    let name = match subject.kind {
        ItemKind::NamedPolicy => Some(subject.ident.unraw().to_string().into_token_stream()),
        ItemKind::Handler(_) => options.policy.is_none().then(|| path_of(subject)),
    };
    let mistakes = if options.policy.is_some() { mistakes(subject, options, spec) } else { Vec::new() };
    let overrides = options.spec != PolicySpec { inherits: true, ..PolicySpec::default() } || !mistakes.is_empty();
    match (&subject.kind, &options.policy) {
        // Every constant costs a compiler as much as a small function, and most handlers only use a policy.
        (ItemKind::Handler(_), Some(path)) if !overrides => {
            handler(subject, options, &named(subject, options, path), true)
        }
        (kind, base) => {
            let policy = match base {
                Some(path) => overriding(subject, options, spec, path, name, &mistakes),
                None => written_out(options, spec, name),
            };
            match kind {
                ItemKind::NamedPolicy => named_policy(subject, options, &policy),
                ItemKind::Handler(_) => handler(subject, options, &own(subject, options, policy), true),
            }
        }
    }
}

/// What an item gets whose attribute is wrong: a policy that allows nothing, so that the rest of the program compiles, and that
/// makes no more errors where others start from it.
pub(crate) fn stub(subject: &Item, options: &Options) -> TokenStream {
    let private = options.private();
    let (value, methods) = (quote!(&#private::PolicyParts::STUB.policy()), quote!(#private::NotNarrowed));
    let policy = Policy { value, methods };
    match subject.kind {
        ItemKind::NamedPolicy => named_policy(subject, options, &policy),
        ItemKind::Handler(_) => handler(subject, options, &own(subject, options, policy), false),
    }
}

/// A policy as it is written.
fn written_out(options: &Options, spec: &ValidSpec, name: Option<TokenStream>) -> Policy {
    let (private, name) = (options.private(), name.map(|name| quote!(name: #name,)));
    let start = quote!(#private::PolicyParts::SAME_ORIGIN);
    let fields = fields(options, spec, &start);
    let methods = if spec.methods.is_some() { quote!(#private::Narrowed) } else { quote!(#private::NotNarrowed) };
    Policy { value: quote!(&#private::PolicyParts { #name #fields ..#start }.policy()), methods }
}

/// The policy that it starts from, with what it changes.
fn overriding(
    subject: &Item,
    options: &Options,
    spec: &ValidSpec,
    path: &Path,
    name: Option<TokenStream>,
    mistakes: &[(Mistake, Issue)],
) -> Policy {
    let (private, name) = (options.private(), name.map(|name| quote!(name: #name,)));
    // A constant reports a type that is no policy once; a function's bound would say where the bound is as well.
    let base = projection(path, options, "POLICY");
    let closed = spec.same_origin.then(|| quote!(.closed()));
    let start = quote!(#private::PolicyParts::of(#base) #closed);
    let fields = fields(options, spec, &start);
    // It also says where policies start from each other in a circle, whether they are used or not.
    let policy = options.private_name("__CORS_POLICY");
    let assertions = assertions(mistakes, subject, options, (&base, &quote!(&#policy)));
    let value = quote!({
        const #policy: #private::Policy = #private::PolicyParts { #name #fields ..#start }.policy();
        #assertions
        &#policy
    });
    let methods = match spec.methods {
        Some(_) => quote!(#private::Narrowed),
        // `same_origin` drops what the other one says.
        None if spec.same_origin => quote!(#private::NotNarrowed),
        None => quote!(#private::Narrows<{ #private::narrows(#base) }>),
    };
    Policy { value, methods }
}

fn named_policy(subject: &Item, options: &Options, policy: &Policy) -> TokenStream {
    let (adapter, ident) = (&options.adapter, &subject.ident);
    let Policy { value, methods } = policy;
    quote! {
        #[allow(deprecated, non_local_definitions)]
        #[automatically_derived]
        impl #adapter::NamedPolicy for #ident {
            const POLICY: &'static #adapter::__private::Policy = #value;
            type Carried = #adapter::__private::Carried<Self, #methods>;
        }
    }
}

/// What a companion says of a handler's policy.
struct Content {
    /// The type of its constant and the value.
    constant: (TokenStream, TokenStream),
    /// The policy, where the companion asks itself for it.
    policy: Option<TokenStream>,
}

/// For a handler that uses a named policy as it is.
fn named(subject: &Item, options: &Options, path: &Path) -> Content {
    let private = options.private();
    let function = function(subject, options);
    if options.routes.is_some() {
        return Content { constant: (quote!(#private::FunctionId), function), policy: None };
    }
    let carried = projection(path, options, "Carried");
    // rustc says here as well what is no policy.
    let value = Place::from(path.span()).call(quote!(#private::Carried::of), function);
    Content { constant: (carried, value), policy: None }
}

/// For a handler with a policy of its own.
fn own(subject: &Item, options: &Options, policy: Policy) -> Content {
    let (private, function) = (options.private(), function(subject, options));
    let Policy { value, methods } = policy;
    if options.routes.is_some() {
        let policy = quote!(const POLICY: &'static #private::Policy = #value;);
        return Content { constant: (quote!(#private::FunctionId), function), policy: Some(policy) };
    }
    let constant = (quote!(#private::Own<#methods>), quote!(#private::Own::of(#value, #function)));
    Content { constant, policy: None }
}

/// The function, to be known again where it is mounted.
fn function(subject: &Item, options: &Options) -> TokenStream {
    let (private, path, ident) = (options.private(), path_of(subject), &subject.ident);
    if subject.is_generic {
        return quote!(#private::FunctionId::beside::<Self>(#path));
    }
    quote!(#private::FunctionId::of(#path, #ident))
}

/// The companion of a handler. `linted`: rustc is to say so where the handler is never mounted.
fn handler(subject: &Item, options: &Options, content: &Content, linted: bool) -> TokenStream {
    let Item { ident, companion, vis, shared, .. } = subject;
    let private = options.private();
    let Content { constant: (carried, value), policy } = content;
    // rustc keeps quiet about what a macro wrote. Whose an item is it tells from its first and its last token.
    let name = options.constant(ident.span());
    let name = quote_spanned!(ident.span()=> const #name);
    let end = quote_spanned!(ident.span()=> ;);
    let allowed = shared.iter().filter(|attribute| attribute.path().is_ident("allow"));
    let unlinted = (!linted).then(|| quote!(#[allow(dead_code)]));
    let by_hand = (options.framework == Adapter::Actix).then(|| quote!(type Route = #private::ByHand;));
    let named = if policy.is_none() { options.policy.as_ref() } else { None };
    let mounting = options.routes.as_ref().map(|routes| Mounting::new(routes, named, subject, options));
    let (route, not_narrowed) = match mounting {
        Some(Mounting { route, not_narrowed }) => (Some(route), not_narrowed),
        None => (by_hand, None),
    };
    // A deprecated handler's companion is deprecated as well; and what mounts a handler is not to be unused as well.
    let allow =
        if options.routes.is_some() { quote!(#[allow(deprecated, dead_code)]) } else { quote!(#[allow(deprecated)]) };
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #(#shared)*
        #vis struct #companion {}

        #[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
        impl #companion {
            #[doc(hidden)]
            #(#allowed)*
            #unlinted
            #vis #name: #carried = #value #end
        }

        #allow
        impl #private::Companion for #companion { #route #policy }

        #not_narrowed
    }
}
