//! `#[cfg(…)]` in front of an entry.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::syntax::tokens::{is_ident, is_punct};
use crate::{
    report::{errors::Errors, place::Place},
    syntax::chunks::Chunk,
};

/// The conditions of an entry, and the entry. `None` and an error: there is no entry.
pub(super) fn split(chunk: Chunk, errors: &mut Errors) -> Option<(TokenStream, Chunk)> {
    let mut conditions = TokenStream::new();
    let mut rest = chunk.tokens();
    while let [hash, behind @ ..] = rest
        && is_punct(hash, '#')
    {
        let [TokenTree::Group(brackets), behind @ ..] = behind else {
            errors.push(hash.span(), "expected an attribute\n\nhelp: write #[cfg(…)]");
            return None;
        };
        let attribute = rest.get(..2).unwrap_or_default();
        match mistake(brackets) {
            None => conditions.extend(attribute.iter().cloned()),
            Some(message) => errors.push(Place::of(attribute).unwrap_or(chunk.place), message),
        }
        if behind.is_empty() {
            errors.push(chunk.place, "expected a handler behind this attribute");
            return None;
        }
        rest = behind;
    }
    if rest.len() == chunk.tokens().len() {
        return Some((conditions, chunk));
    }
    Some((conditions, Chunk::new(rest.to_vec(), chunk.place)))
}

/// Why an attribute cannot stand there.
fn mistake(brackets: &Group) -> Option<String> {
    let content: Vec<_> = brackets.stream().into_iter().collect();
    match content.as_slice() {
        [name, TokenTree::Group(arguments)]
            if is_ident(name, "cfg") && arguments.delimiter() == Delimiter::Parenthesis =>
        {
            None
        }
        [name, ..] if is_ident(name, "doc") => {
            Some("an entry of `routes!` has no documentation\n\nhelp: write a comment with `//`".to_owned())
        }
        [name, ..] if is_ident(name, "cfg") => Some("no condition\n\nhelp: write #[cfg(…)]".to_owned()),
        [TokenTree::Ident(name), ..] => Some(format!(
            "`#[{name}]` does nothing in `routes!`: only `#[cfg(…)]` can stand in front of an entry\n\n\
             help: remove it, or put it on the function"
        )),
        _ => Some("only `#[cfg(…)]` can stand in front of an entry\n\nhelp: remove this".to_owned()),
    }
}
