//! `#[cfg(…)]` in front of an entry.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::syntax::tokens::{is_ident, is_punct};
use crate::{
    report::{errors::Errors, span_range::SpanRange},
    syntax::chunks::Chunk,
};

/// Splits a chunk into conditions and entry. Returns `None`, with an error, if there is no entry.
pub(super) fn split(chunk: Chunk, errors: &mut Errors) -> Option<(TokenStream, Chunk)> {
    let mut conditions = TokenStream::new();
    let mut rest = chunk.tokens();
    while let [hash, after @ ..] = rest
        && is_punct(hash, '#')
    {
        let [TokenTree::Group(brackets), after @ ..] = after else {
            errors.push(hash.span(), "expected an attribute\n\nhelp: write #[cfg(…)]");
            return None;
        };
        let attribute = rest.get(..2).unwrap_or_default();
        match mistake(brackets) {
            None => conditions.extend(attribute.iter().cloned()),
            Some(message) => errors.push(SpanRange::of(attribute).unwrap_or(chunk.span), message),
        }
        if after.is_empty() {
            errors.push(chunk.span, "expected a handler behind this attribute");
            return None;
        }
        rest = after;
    }
    let rest = rest.to_vec();
    Some((conditions, Chunk::new(rest, chunk.span)))
}

/// Returns an error message if an attribute is not `#[cfg(…)]`.
fn mistake(brackets: &Group) -> Option<String> {
    let content: Vec<_> = brackets.stream().into_iter().collect();
    let message = match content.as_slice() {
        [name, TokenTree::Group(arguments)]
            if is_ident(name, "cfg") && arguments.delimiter() == Delimiter::Parenthesis =>
        {
            return None;
        }
        [name, ..] if is_ident(name, "doc") => {
            "an entry of `routes!` has no documentation\n\nhelp: write a comment with `//`".to_owned()
        }
        [name, ..] if is_ident(name, "cfg") => "no condition\n\nhelp: write #[cfg(…)]".to_owned(),
        [TokenTree::Ident(name), ..] => format!(
            "`#[{name}]` does nothing in `routes!`: only `#[cfg(…)]` can stand in front of an entry\n\n\
             help: remove it, or put it on the function"
        ),
        _ => "only `#[cfg(…)]` can stand in front of an entry\n\nhelp: remove this".to_owned(),
    };
    Some(message)
}
