//! The companion of an annotated item.
//!
//! A handler `list_users` stays in the value namespace; its companion, a brace struct, takes the same name in the type
//! namespace, so that one `use` imports both. The companion's one inherent constant has the handler's policy, or says in its
//! type whose policy it is. What the constant is called is what rustc's dead-code lint shows, at the handler, where no `routes!`
//! mentions the handler.

use cors_core::{PolicyOption, ValidSpec};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, spanned::Spanned};

use super::{
    item::{Item, ItemKind},
    literal::fields,
    mounting::Mounting,
    options::Options,
    overrides::checks,
};
use crate::adapter::Adapter;

/// A policy, in a scope where `__cors` is the adapter's private module.
struct Policy {
    /// What `value` needs, where it starts from another policy.
    items: Option<TokenStream>,
    /// A constant expression of a reference.
    value: TokenStream,
    narrows: Narrows,
}

/// Whether a policy says `methods = […]`.
enum Narrows {
    Yes,
    No,
    /// As the policy that it starts from: a constant expression.
    Inherited(TokenStream),
}

impl ToTokens for Narrows {
    /// The argument of a type.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Narrows::Yes => quote!(true),
            Narrows::No => quote!(false),
            Narrows::Inherited(policy) => quote!({ #policy.methods().is_some() }),
        });
    }
}

/// What an item gets beside it: its policy.
pub(crate) fn companion(subject: &Item, options: &Options, spec: &ValidSpec) -> TokenStream {
    let checks = options.policy.as_ref().and_then(|_| checks(subject, options, spec));
    match (&subject.kind, &options.policy, checks) {
        (ItemKind::NamedPolicy, _, checks) => {
            let name = subject.ident.to_string();
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
    let policy = Policy { items: None, value: quote!(&__cors::PolicyParts::STUB.policy()), narrows: Narrows::No };
    match subject.kind {
        ItemKind::NamedPolicy => named_policy(subject, options, &policy),
        ItemKind::Handler(_) => handler(subject, options, &own(subject, options, policy), false),
    }
}

/// A policy as it is written, or the one that it starts from with what it changes.
fn policy(options: &Options, spec: &ValidSpec, name: Option<TokenStream>, checks: Option<TokenStream>) -> Policy {
    let name = name.map(|name| quote!(name: #name,));
    let narrows = if spec.methods.is_some() { Narrows::Yes } else { Narrows::No };
    let Some(path) = &options.policy else {
        let start = quote!(__cors::PolicyParts::NOBODY);
        let fields = fields(options, spec, &start);
        let value = quote!(&__cors::PolicyParts { #name #fields ..#start }.policy());
        return Policy { items: None, value, narrows };
    };
    let adapter = &options.adapter;
    // A constant reports a type that is no policy once; a function's bound would say where the bound is as well.
    let base = quote_spanned!(path.span()=> <#path as #adapter::NamedPolicy>::POLICY);
    // `BASE` says where policies start from each other in a circle, whether they are used or not.
    let start = quote!(__cors::PolicyParts::of(&BASE));
    let start = if spec.same_origin { quote!(#start.closed()) } else { start };
    let fields = fields(options, spec, &start);
    let items = quote! {
        const BASE: __cors::Policy = *#base;
        const POLICY: __cors::Policy = __cors::PolicyParts { #name #fields ..#start }.policy();
        #checks
    };
    let narrows = match narrows {
        // `same_origin` drops what the other one says.
        Narrows::No if !spec.same_origin => Narrows::Inherited(base),
        narrows => narrows,
    };
    Policy { items: Some(items), value: quote!(&POLICY), narrows }
}

fn named_policy(subject: &Item, options: &Options, policy: &Policy) -> TokenStream {
    let (adapter, ident) = (&options.adapter, &subject.ident);
    let Policy { items, value, narrows } = policy;
    quote! {
        #[allow(deprecated, non_local_definitions)]
        const _: () = {
            use #adapter::__private as __cors;
            #items
            #[automatically_derived]
            impl #adapter::NamedPolicy for #ident {
                const POLICY: &'static __cors::Policy = #value;
                type Carried = __cors::Carried<Self, #narrows>;
            }
        };
    }
}

/// What a companion says of a handler's policy.
#[derive(Default)]
struct Content {
    /// What the rest needs, in a scope where `__cors` is the adapter's private module.
    items: Option<TokenStream>,
    /// The type of its constant and the value. `()`: the companion mounts the handler, and the constant is there for the lint alone.
    constant: Option<(TokenStream, TokenStream)>,
    /// The policy, where the companion asks itself for it.
    policy: Option<TokenStream>,
}

/// For a handler that uses a named policy as it is.
fn named(subject: &Item, options: &Options, path: &Path) -> Content {
    if options.routes.is_some() {
        return Content::default();
    }
    let (adapter, name) = (&options.adapter, path_of(subject));
    let carried = quote_spanned!(path.span()=> <#path as #adapter::NamedPolicy>::Carried);
    // What is no policy is said at its name, also by what rustc says of this expression.
    let value = if options.argument_place(PolicyOption::Crate).is_none() {
        let krate = options.framework.krate_at(path.span());
        quote_spanned!(path.span()=> ::#krate::__private::Carried::of(#name))
    } else {
        quote!(#adapter::__private::Carried::of(#name))
    };
    Content { constant: Some((carried, value)), ..Content::default() }
}

/// For a handler with a policy of its own.
fn own(subject: &Item, options: &Options, policy: Policy) -> Content {
    let adapter = &options.adapter;
    let private = quote!(#adapter::__private);
    let Policy { items, value, narrows } = policy;
    if options.routes.is_some() {
        let policy = quote!(const POLICY: &'static #private::Policy = { use #private as __cors; #value };);
        return Content { items, constant: None, policy: Some(policy) };
    }
    let constant = match (&items, narrows) {
        (Some(_), narrows) => {
            let name = path_of(subject);
            (quote!(#private::Overriding<#narrows>), quote!(__cors::Overriding(#name, #value)))
        }
        // Types of their own: an argument that is an expression is one more constant.
        (None, narrows) => {
            let carried = if let Narrows::Yes = narrows { quote!(Narrowed) } else { quote!(Own) };
            (quote!(#private::#carried), quote!({ use #private as __cors; __cors::#carried(#value) }))
        }
    };
    Content { items, constant: Some(constant), policy: None }
}

/// The companion of a handler. `linted`: rustc is to say so where the handler is never mounted.
fn handler(subject: &Item, options: &Options, content: &Content, linted: bool) -> TokenStream {
    let Item { ident, vis, shared, .. } = subject;
    let adapter = &options.adapter;
    let private = quote!(#adapter::__private);
    let Content { items, constant, policy } = content;
    // rustc keeps quiet about what a macro wrote. Whose an item is it tells from its first and its last token.
    let name = options.constant(ident.span());
    let name = quote_spanned!(ident.span()=> const #name);
    let end = quote_spanned!(ident.span()=> ;);
    let constant = match constant {
        Some((carried, value)) => quote!(#name: #carried = #value #end),
        None => quote!(#name: () = () #end),
    };
    let allowed = shared.iter().filter(|attribute| attribute.path().is_ident("allow"));
    let unlinted = (!linted).then(|| quote!(#[allow(dead_code)]));
    let constant = quote! {
        #[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
        impl #ident {
            #[doc(hidden)]
            #(#allowed)*
            #unlinted
            #vis #constant
        }
    };
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
    let annotated = |policy: Option<&TokenStream>| {
        quote! {
            #allow
            #[diagnostic::do_not_recommend]
            impl #private::Annotated for #ident { #route #policy }
        }
    };
    let within = |items: &TokenStream, content: TokenStream| {
        quote! {
            #[allow(deprecated, non_local_definitions)]
            const _: () = {
                use #private as __cors;
                #items
                #content
            };
        }
    };
    let implementations = match (items, policy) {
        (None, policy) => {
            let annotated = annotated(policy.as_ref());
            quote!(#constant #annotated #not_narrowed)
        }
        (Some(items), None) => {
            let annotated = annotated(None);
            within(items, quote!(#constant #annotated))
        }
        // The arguments of route attributes are written by people who do not know of `items`.
        (Some(items), Some(policy)) => {
            let own = within(items, quote!(impl #private::OwnPolicy for #ident { #policy }));
            let policy = quote!(const POLICY: &'static #private::Policy = <Self as #private::OwnPolicy>::POLICY;);
            let annotated = annotated(Some(&policy));
            quote!(#own #constant #annotated #not_narrowed)
        }
    };
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #(#shared)*
        #vis struct #ident {}

        #implementations
    }
}

/// `module::handler`: by what a handler is known to people.
pub(super) fn path_of(subject: &Item) -> TokenStream {
    let name = format!("::{}", subject.ident);
    quote!(::core::concat!(::core::module_path!(), #name))
}
