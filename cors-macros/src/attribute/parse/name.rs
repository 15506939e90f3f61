//! The name of a handler's companion: a type's, in the handler's scope.

use cors_core::{PolicyOption, Rule};
use proc_macro2::Ident;
use syn::ext::IdentExt;

use super::{
    item::{Item, ItemKind},
    options::Options,
};
use crate::report::{errors::Errors, place::Place};

/// Names that mean something else wherever a type is named: a type of that name hides it, or is ambiguous to rustc.
const TAKEN: [&str; 27] = [
    // Primitive types.
    "bool",
    "char",
    "f16",
    "f32",
    "f64",
    "f128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "str",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize", // Tools.
    "clippy",
    "diagnostic",
    "miri",
    "rust_analyzer",
    "rustfmt", // Crates that are always there.
    "alloc",
    "core",
    "std",
];

/// Gives the companion the name that the attribute says. `false` and an error: there can be none of that name.
pub(crate) fn choose(subject: &mut Item, options: &Options, errors: &mut Errors) -> bool {
    if let (ItemKind::NamedPolicy, Some(_)) = (&subject.kind, &options.companion) {
        let place = options.argument_place(PolicyOption::Companion).unwrap_or_else(Place::call_site);
        let message = format!(
            "`companion` names what stands beside a handler, and a named policy has nothing beside it [{}]\n\n\
             help: remove it",
            Rule::ConflictingOptions
        );
        errors.push(place, message);
        return true;
    }
    if let Some(name) = &options.companion {
        subject.companion = name.clone();
    }
    let name = &subject.companion;
    if !matches!(subject.kind, ItemKind::Handler(_)) || !TAKEN.contains(&name.to_string().as_str()) {
        return true;
    }
    let (handler, other) = (&subject.ident, in_camel_case(&subject.ident));
    let message = format!(
        "`{name}` cannot be the name of the type that `#[cors]` puts beside the handler: it means something else to rustc [{}]\n\n\
         help: write companion = {other} in the attribute, and {handler} as {other} in `routes!`",
        Rule::UnsupportedItem
    );
    errors.push(name.span(), message);
    false
}

/// `ListUsers` of `list_users`.
fn in_camel_case(name: &Ident) -> String {
    let name = name.unraw().to_string();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect()
}
