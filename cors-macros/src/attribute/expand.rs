//! The companion of an annotated item.
//!
//! A handler `list_users` stays in the value namespace; its companion, a brace struct, takes the same name in the type
//! namespace, so that one `use` imports both. The companion's one inherent constant has the handler's policy, or says in its
//! type whose policy it is. What the constant is called is what rustc's dead-code lint shows, at the handler, where no `routes!`
//! mentions the handler.

use cors_core::{PolicyOption, ValidSpec};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, ext::IdentExt, spanned::Spanned};

use super::{
    item::{Item, ItemKind},
    literal::fields,
    mounting::Mounting,
    options::Options,
    overrides::checks,
};
use crate::adapter::Adapter;

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
    let checks = options.policy.as_ref().and_then(|_| checks(subject, options, spec));
    match (&subject.kind, &options.policy, checks) {
        (ItemKind::NamedPolicy, _, checks) => {
            let name = subject.ident.unraw().to_string();
            named_policy(subject, options, &policy(options, spec, Some(quote!(#name)), checks))
        }
        // Every constant costs a compiler as much as a small function, and most handlers only use a policy.
        (ItemKind::Handler(_), Some(path), None) => handler(subject, options, &named(subject, options, path), true),
        (ItemKind::Handler(_), base, checks) => {
            let name = base.is_none().then(|| path_of(subject));
            let policy = policy(options, spec, name, checks);
            handler(subject, options, &own(subject, options, policy), true)
        }
    }
}

/// What an item gets whose attribute is wrong: a policy that allows nothing, so that the rest of the program compiles, and that
/// makes no more errors where others start from it.
pub(crate) fn stub(subject: &Item, options: &Options) -> TokenStream {
    let private = private(options);
    let (value, methods) = (quote!(&#private::PolicyParts::STUB.policy()), quote!(#private::NotNarrowed));
    let policy = Policy { value, methods };
    match subject.kind {
        ItemKind::NamedPolicy => named_policy(subject, options, &policy),
        ItemKind::Handler(_) => handler(subject, options, &own(subject, options, policy), false),
    }
}

/// A policy as it is written, or the one that it starts from with what it changes.
fn policy(options: &Options, spec: &ValidSpec, name: Option<TokenStream>, checks: Option<TokenStream>) -> Policy {
    let name = name.map(|name| quote!(name: #name,));
    let adapter = &options.adapter;
    let methods = match (&options.policy, &spec.methods) {
        (_, Some(_)) => quote!(#adapter::__private::Narrowed),
        // `same_origin` drops what the other one says.
        (Some(path), None) if !spec.same_origin => {
            let base = projection(path, options, "POLICY");
            quote!(#adapter::__private::Narrows<{ #adapter::__private::narrows(#base) }>)
        }
        _ => quote!(#adapter::__private::NotNarrowed),
    };
    let Some(path) = &options.policy else {
        let start = quote!(__cors::PolicyParts::NOBODY);
        let fields = fields(options, spec, &start);
        let value =
            quote!({ use #adapter::__private as __cors; &__cors::PolicyParts { #name #fields ..#start }.policy() });
        return Policy { value, methods };
    };
    // A constant reports a type that is no policy once; a function's bound would say where the bound is as well.
    let base = projection(path, options, "POLICY");
    // `__CORS_BASE` says where policies start from each other in a circle, whether they are used or not.
    let start = quote!(__cors::PolicyParts::of(&__CORS_BASE));
    let start = if spec.same_origin { quote!(#start.closed()) } else { start };
    let fields = fields(options, spec, &start);
    let value = quote!({
        const __CORS_BASE: #adapter::__private::Policy = *#base;
        {
            use #adapter::__private as __cors;
            const __CORS_POLICY: __cors::Policy = __cors::PolicyParts { #name #fields ..#start }.policy();
            #checks
            &__CORS_POLICY
        }
    });
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
    let private = private(options);
    let function = function(subject, options);
    if options.routes.is_some() {
        return Content { constant: (quote!(#private::FunctionId), function), policy: None };
    }
    let adapter = &options.adapter;
    let carried = projection(path, options, "Carried");
    // rustc says here as well what is no policy.
    let adapter = match options.argument_place(PolicyOption::Crate) {
        Some(_) => quote!(#adapter),
        None => {
            let (start, krate) = (quote_spanned!(path.span()=> ::), options.framework.krate());
            quote!(#start #krate)
        }
    };
    let call = quote_spanned!(path.span()=> of(#function));
    let value = quote!(#adapter::__private::Carried::#call);
    Content { constant: (carried, value), policy: None }
}

/// For a handler with a policy of its own.
fn own(subject: &Item, options: &Options, policy: Policy) -> Content {
    let (private, function) = (private(options), function(subject, options));
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
    let (private, path, ident) = (private(options), path_of(subject), &subject.ident);
    if subject.is_generic {
        return quote!(#private::FunctionId::beside::<Self>(#path));
    }
    quote!(#private::FunctionId::of(#path, #ident))
}

/// `<path as NamedPolicy>::item`. rustc points at it from its first token to its last; the names between are those of generated
/// code, so that an editor does not take them for the path's.
pub(super) fn projection(path: &Path, options: &Options, item: &str) -> TokenStream {
    let (adapter, item) = (&options.adapter, Ident::new(item, path.span()));
    let start = quote_spanned!(path.span()=> <);
    quote!(#start #path as #adapter::NamedPolicy>::#item)
}

fn private(options: &Options) -> TokenStream {
    let adapter = &options.adapter;
    quote!(#adapter::__private)
}

/// The companion of a handler. `linted`: rustc is to say so where the handler is never mounted.
fn handler(subject: &Item, options: &Options, content: &Content, linted: bool) -> TokenStream {
    let Item { ident, companion, vis, shared, .. } = subject;
    let private = private(options);
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
        #[diagnostic::do_not_recommend]
        impl #private::Annotated for #companion { #route #policy }

        #not_narrowed
    }
}

/// `module::handler`: by what a handler is known to people.
pub(super) fn path_of(subject: &Item) -> TokenStream {
    let name = format!("::{}", subject.ident.unraw());
    quote!(::core::concat!(::core::module_path!(), #name))
}
