//! `#[cors(…)]` and `origin_set![…]`: parse, check, emit.

pub(crate) mod check;
pub(crate) mod emit;
pub(crate) mod overrides;
pub(crate) mod parse;
#[cfg(test)]
#[path = "../../tests/unit/expansion.rs"]
mod tests;

use proc_macro2::TokenStream;

use self::{
    emit::{companion, documentation, literal},
    parse::{
        item::{Item, ItemKind},
        name,
        options::Options,
        route,
    },
};
use crate::{adapter::Adapter, editor::statement_for_editors, report::errors::Errors};

/// Expands `#[cors(…)]`. Generated code calls `adapter`, unless `crate = …` names another crate.
///
/// The output begins with the item, unchanged but for a condition that is always true, so that the function exists even if the attribute is
/// wrong.
pub(crate) fn cors(arguments: TokenStream, item: TokenStream, adapter: Adapter) -> TokenStream {
    let mut errors = Errors::new();
    let mut route_errors = Errors::new();
    let (item, routes) = match adapter {
        Adapter::Axum => (item, None),
        Adapter::Actix => match route::take(item, &mut route_errors) {
            (item, Some(routes)) => (documentation::complete(item, &routes), Some(routes)),
            none => none,
        },
    };
    let subject = Item::parse(item.clone(), &mut errors);
    let mut options = Options::parse(arguments, adapter, &mut errors);
    options.routes = routes;
    if matches!(&subject, Some(Item { kind: ItemKind::Handler(_), .. })) {
        options.take_default();
    }
    // Does nothing in rustc. For rust-analyzer, an item with a generated token is the whole of what the attribute annotates, as its companion
    // is: so the two are one definition.
    let same = matches!(&subject, Some(Item { kind: ItemKind::Handler(_), .. })).then(|| quote::quote!(#[cfg(all())]));
    let companion = subject.map(|mut subject| {
        let has_possible_name = name::choose(&mut subject, &options, &mut errors);
        match check::check(&options, &subject, &mut errors) {
            // The name belongs to something else.
            _ if !has_possible_name => TokenStream::new(),
            Some(spec) => companion::companion(&subject, &options, &spec),
            None => companion::stub(&subject, &options),
        }
    });
    errors.extend(route_errors);
    let errors = errors.finish();
    quote::quote!(#same #item #companion #errors)
}

/// Expands `origin_set!["https://app.example.com", …]` to a constant expression of type `OriginSet`. `path` is that of the adapter.
pub(crate) fn origin_set(list: TokenStream, adapter: Adapter, path: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let words = statement_for_editors(&path, "__words", list.clone());
    let options = Options::parse_set(list, adapter, path, &mut errors);
    let spec = check::check_set(&options, &mut errors);
    let set = literal::set(spec.filter(|_| errors.is_empty()).as_ref(), &options.private());
    let errors = errors.finish();
    quote::quote!({ #words #errors #set })
}
