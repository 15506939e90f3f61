//! The name of a handler's companion, which is a type in the handler's scope.

use cors_core::{PolicyOption, Rule};
use proc_macro2::Ident;
use syn::ext::IdentExt;

use super::{
    item::{Item, ItemKind},
    options::Options,
};
use crate::report::{errors::Errors, message, span_range::SpanRange};
use crate::syntax::tokens::is_one_of;

/// Primitive types, tools, and crates of the prelude: a type with such a name would shadow it, or be ambiguous.
#[rustfmt::skip]
const RESERVED: [&str; 27] = [
    "bool", "char", "f16", "f32", "f64", "f128", "i8", "i16", "i32", "i64", "i128", "isize", "str",
    "u8", "u16", "u32", "u64", "u128", "usize",
    "clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt",
    "alloc", "core", "std",
];

/// Gives the companion the name of the attribute. Returns false, with an error, if a companion cannot have its name.
pub(crate) fn choose(subject: &mut Item, options: &Options, errors: &mut Errors) -> bool {
    if let ItemKind::NamedPolicy = subject.kind {
        if options.companion.is_some() {
            let spans = options.spans(PolicyOption::Companion);
            let span = spans.map_or_else(SpanRange::call_site, |spans| spans.argument);
            let headline = "a named policy has no companion: the option is for handlers";
            errors.push(span, message::of_rule(Rule::ConflictingOptions, headline, "remove it"));
        }
        return true;
    }
    if let Some(name) = &options.companion {
        subject.companion = name.clone();
    }
    let name = &subject.companion;
    if !is_one_of(name, &RESERVED) {
        return true;
    }
    let (handler, other) = (&subject.ident, in_camel_case(&subject.ident));
    let headline = format!("`{name}` cannot be the name of the companion type: it would shadow a built-in name");
    let help = format!("write companion = {other} in the attribute, and {handler} as {other} in `routes!`");
    errors.push(name.span(), message::of_rule(Rule::UnsupportedItem, &headline, &help));
    false
}

/// Converts `list_users` to `ListUsers`.
fn in_camel_case(name: &Ident) -> String {
    let name = name.unraw().to_string();
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect()
}
