//! Looking at tokens.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// The group, if `tokens` is one in these delimiters and nothing else.
pub(crate) fn single_group(tokens: &[TokenTree], delimiter: Delimiter) -> Option<&Group> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// Whether `token` is that punctuation.
pub(crate) fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}

/// Whether `token` is that name.
pub(crate) fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

/// Where the first of `names` stands, at any depth.
pub(crate) fn find(tokens: TokenStream, names: &[&str]) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        // Comparing an identifier with a string copies its text.
        TokenTree::Ident(ident) => names.contains(&ident.to_string().as_str()).then(|| ident.span()),
        TokenTree::Group(group) => find(group.stream(), names),
        _ => None,
    })
}
