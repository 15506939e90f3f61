//! `routes![get(list), post(create).layer(limit)]` and `routes![policy = Frontend; get(list)]`: parse, expand.

pub(crate) mod actix;
pub(crate) mod condition;
pub(crate) mod documented;
pub(crate) mod expand;
pub(crate) mod group;
pub(crate) mod mistake;
pub(crate) mod parse;

use proc_macro2::TokenStream;

use crate::{adapter::Adapter, report::errors::Errors, syntax::chunks::chunks};

/// Expands the macro to an expression of the adapter whose path is `path`. Entries that cannot be parsed are reported and left out.
pub(crate) fn routes(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let (policy, entries) = group::split(input, &mut errors);
    let chunks = chunks(entries);
    let routes = match adapter {
        Adapter::Axum => {
            let routes = expand::method_router(&parse::entries(chunks, adapter, &mut errors), path);
            group::of(policy.as_ref(), "group", &routes, path)
        }
        Adapter::Actix => actix::routes(policy.as_ref(), chunks, path, &mut errors),
    };
    let errors = errors.finish();
    quote::quote!({ #errors #routes })
}

/// Expands `documented!`, as [`routes`].
pub(crate) fn documented(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let (policy, entries) = group::split(input, &mut errors);
    let documented = documented::documented(chunks(entries), adapter, path, &mut errors);
    let group = if adapter == Adapter::Axum { "group_documented" } else { "group_services" };
    let documented = group::of(policy.as_ref(), group, &documented, path);
    let errors = errors.finish();
    quote::quote!({ #errors #documented })
}
