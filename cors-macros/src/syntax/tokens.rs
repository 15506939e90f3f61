//! Predicates on tokens.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::Path;

/// Returns the group if `tokens` is a single one with these delimiters.
pub(crate) fn single_group(tokens: &[TokenTree], delimiter: Delimiter) -> Option<&Group> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

pub(crate) fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

pub(crate) fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

pub(crate) fn is_one_of(ident: &Ident, names: &[&str]) -> bool {
    names.iter().any(|name| ident == name)
}

/// Returns whether the last segment of a path is one of these names.
pub(crate) fn ends_with(path: &Path, names: &[&str]) -> bool {
    path.segments.last().is_some_and(|segment| is_one_of(&segment.ident, names))
}

/// Returns the span of the first identifier among `names`, at any depth.
pub(crate) fn find(tokens: TokenStream, names: &[&str]) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        // Comparing an identifier with a string copies its text, so that is done once.
        TokenTree::Ident(ident) => names.contains(&ident.to_string().as_str()).then(|| ident.span()),
        TokenTree::Group(group) => find(group.stream(), names),
        _ => None,
    })
}
