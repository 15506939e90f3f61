//! The companion of an annotated item.
//!
//! A handler `list_users` stays in the value namespace; its companion, a brace struct, takes the same name in the type
//! namespace, so that one `use` imports both. The companion's one inherent constant has the handler's name, and in its type the
//! policy. What the constant is called is what rustc's dead-code lint shows, at the handler, where no `routes!` mentions the
//! handler.

use cors_core::{OriginIndex, OriginList, OriginPattern, PolicyOption, Rule, ValidOrigins, ValidSpec};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    item::{Item, ItemKind},
    mounting::Mounting,
    options::Options,
    overrides::checks,
};
use crate::adapter::Adapter;

/// A policy, in a scope where `__cors` is the adapter's private module.
struct Policy {
    /// What `value` needs, where it needs something.
    items: Option<TokenStream>,
    /// A constant expression of a reference.
    value: TokenStream,
}

/// What an item gets beside it: its policy.
pub(crate) fn companion(subject: &Item, options: &Options, spec: &ValidSpec) -> TokenStream {
    let narrows = if spec.methods.is_some() { Narrows::Yes } else { Narrows::No };
    let checks = options.policy.as_ref().and_then(|_| checks(subject, options, spec));
    match (&subject.kind, &options.policy, checks) {
        (ItemKind::NamedPolicy, policy, checks) => {
            let name = subject.ident.to_string();
            let narrows = if policy.is_some() { Narrows::AsItSays } else { narrows };
            let steps = steps(options, spec);
            let policy = whole(options, &quote!(.named(#name) #steps), checks);
            named_policy(subject, options, &policy, narrows)
        }
        // Every constant costs a compiler as much as a small function, and most handlers only use a policy.
        (ItemKind::Handler(_), Some(path), None) => {
            let adapter = &options.adapter;
            let carried = quote_spanned!(path.span()=> <#path as #adapter::NamedPolicy>::Carried);
            handler(subject, options, &carried, None, true)
        }
        (ItemKind::Handler(_), Some(_), checks) => {
            let policy = whole(options, &steps(options, spec), checks);
            own(subject, options, &policy, Narrows::AsItSays, true)
        }
        (ItemKind::Handler(_), None, _) => {
            let (name, steps) = (path_of(subject), steps(options, spec));
            let policy = Policy { items: None, value: quote!(&__cors::Policy::NOBODY.named(#name) #steps) };
            own(subject, options, &policy, narrows, true)
        }
    }
}

/// What an item gets whose attribute is wrong: a policy that allows nothing, so that the rest of the program compiles, and that
/// makes no more errors where others start from it.
pub(crate) fn stub(subject: &Item, options: &Options) -> TokenStream {
    let policy = Policy { items: None, value: quote!(&__cors::Policy::STUB) };
    match subject.kind {
        ItemKind::NamedPolicy => named_policy(subject, options, &policy, Narrows::No),
        ItemKind::Handler(_) => own(subject, options, &policy, Narrows::No, false),
    }
}

/// Whether a policy says `methods = […]`.
#[derive(Clone, Copy)]
enum Narrows {
    Yes,
    No,
    /// It starts from another one: the whole of it tells.
    AsItSays,
}

impl Narrows {
    /// As the argument of a type, where `policy` is the constant that has the policy.
    fn argument(self, policy: &TokenStream) -> TokenStream {
        match self {
            Narrows::Yes => quote!(true),
            Narrows::No => quote!(false),
            Narrows::AsItSays => quote!({ #policy.methods().is_some() }),
        }
    }
}

/// A policy that starts from another one, which `steps` change.
fn whole(options: &Options, steps: &TokenStream, checks: Option<TokenStream>) -> Policy {
    let base = match &options.policy {
        Some(path) => {
            let adapter = &options.adapter;
            // A constant reports a type that is no policy once; a function's bound would say where the bound is as well.
            quote_spanned!(path.span()=> (*<#path as #adapter::NamedPolicy>::POLICY))
        }
        None => quote!(__cors::Policy::NOBODY),
    };
    // `BASE` says where policies start from each other in a circle, whether they are used or not.
    let items = quote! {
        const BASE: __cors::Policy = #base;
        const POLICY: __cors::Policy = BASE #steps;
        #checks
    };
    Policy { items: Some(items), value: quote!(&POLICY) }
}

fn named_policy(subject: &Item, options: &Options, policy: &Policy, narrows: Narrows) -> TokenStream {
    let (adapter, ident) = (&options.adapter, &subject.ident);
    let narrows = narrows.argument(&quote!(<#ident as #adapter::NamedPolicy>::POLICY));
    let Policy { items, value } = policy;
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

/// The companion of a handler with a policy of its own.
fn own(subject: &Item, options: &Options, policy: &Policy, narrows: Narrows, linted: bool) -> TokenStream {
    let (adapter, ident) = (&options.adapter, &subject.ident);
    let narrows = narrows.argument(&quote!(<#ident as #adapter::__private::Annotated>::POLICY));
    let carried = quote!(#adapter::__private::Carried<#adapter::__private::Own<Self>, #narrows>);
    handler(subject, options, &carried, Some(policy), linted)
}

/// The companion of a handler. `linted`: rustc is to say so where the handler is never mounted.
fn handler(
    subject: &Item,
    options: &Options,
    carried: &TokenStream,
    policy: Option<&Policy>,
    linted: bool,
) -> TokenStream {
    let Item { ident, vis, shared, .. } = subject;
    let adapter = &options.adapter;
    let private = quote!(#adapter::__private);
    let name = path_of(subject);
    // rustc keeps quiet about what a macro wrote. Whose an item is it tells from its first and its last token.
    let constant = options.constant(ident.span());
    let constant = quote_spanned!(ident.span()=> const #constant);
    let end = quote_spanned!(ident.span()=> ;);
    let (carried, value) = match &options.policy {
        // Its companion mounts it: the constant is there for the lint alone.
        _ if options.routes.is_some() => (quote!(()), quote!(())),
        // What is no policy is said at its name, also by what rustc says of this expression.
        Some(path) if options.argument_place(PolicyOption::Crate).is_none() => {
            let krate = options.framework.krate_at(path.span());
            let value = quote_spanned!(path.span()=> ::#krate::__private::Companion::of(#name));
            (quote!(#private::Companion<#carried>), value)
        }
        _ => (quote!(#private::Companion<#carried>), quote!(#private::Companion::of(#name))),
    };
    let allowed = shared.iter().filter(|attribute| attribute.path().is_ident("allow"));
    let unlinted = (!linted).then(|| quote!(#[allow(dead_code)]));
    let named = if policy.is_none() { options.policy.as_ref() } else { None };
    let mounting = options.routes.as_ref().map(|routes| Mounting::new(routes, named, subject, options));
    let by_hand = (options.framework == Adapter::Actix).then(|| quote!(type Route = #private::ByHand;));
    let (route, not_narrowed) = match mounting {
        Some(Mounting { route, not_narrowed }) => (Some(route), not_narrowed),
        None => (by_hand, None),
    };
    let (items, policy) = match policy {
        Some(Policy { items, value }) => {
            let import = items.is_none().then(|| quote!(use #private as __cors;));
            (items.as_ref(), Some(quote!(const POLICY: &'static #private::Policy = { #import #value };)))
        }
        None => (None, None),
    };
    // A deprecated handler's companion is deprecated as well; and what mounts a handler is not to be unused as well.
    let allow =
        if options.routes.is_some() { quote!(#[allow(deprecated, dead_code)]) } else { quote!(#[allow(deprecated)]) };
    let annotated = |policy: Option<TokenStream>| {
        quote! {
            #allow
            #[diagnostic::do_not_recommend]
            impl #private::Annotated for #ident { #route #policy }
        }
    };
    let implementation = match items {
        None => annotated(policy),
        Some(items) if options.routes.is_none() => {
            let annotated = annotated(policy);
            quote!(const _: () = { use #private as __cors; #items #annotated };)
        }
        // The arguments of route attributes are written by people who do not know of `items`.
        Some(items) => {
            let own = quote!(#[allow(deprecated)] impl #private::OwnPolicy for #ident { #policy });
            let policy = quote!(const POLICY: &'static #private::Policy = <Self as #private::OwnPolicy>::POLICY;);
            let annotated = annotated(Some(policy));
            quote!(const _: () = { use #private as __cors; #items #own }; #annotated)
        }
    };
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #(#shared)*
        #vis struct #ident {}

        #[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
        impl #ident {
            #[doc(hidden)]
            #(#allowed)*
            #unlinted
            #vis #constant: #carried = #value #end
        }

        #implementation
        #not_narrowed
    }
}

/// `module::handler`: by what a handler is known to people.
pub(super) fn path_of(subject: &Item) -> TokenStream {
    let name = format!("::{}", subject.ident);
    quote!(::core::concat!(::core::module_path!(), #name))
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

/// A list as a literal, with its index.
fn origin_list(list: &[OriginPattern]) -> TokenStream {
    let patterns = list.iter().map(|pattern| {
        let (text, public_suffix) = (pattern.as_str(), pattern.is_under_public_suffix());
        quote!(__cors::pattern(#text, #public_suffix))
    });
    let list: OriginList = list.iter().cloned().collect();
    let OriginIndex { slots, subdomains, ports, lengths } = list.index();
    let slots = slots.iter().map(|slot| Literal::u16_unsuffixed(*slot));
    let lengths = Literal::u64_unsuffixed(lengths);
    // Constants in place are cheaper for a compiler than those with a name.
    quote! {
        const {
            &__cors::OriginList::indexed(
                const { &[#(#patterns),*] },
                __cors::OriginIndex { slots: &[#(#slots),*], subdomains: #subdomains, ports: #ports, lengths: #lengths },
            )
        }
    }
}

/// The variant's identifier: `Debug` writes a fieldless variant as its name.
pub(super) fn variant(rule: Rule) -> Ident {
    format_ident!("{rule:?}")
}
