//! `#[cfg(…)]` in front of an entry.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{
    attribute::tokens::{Chunk, is_ident, is_punct},
    errors::Errors,
    place::Place,
};

/// The attributes that an entry begins with, and the entry. rustc evaluates them, at a statement.
pub(super) fn split(chunk: Chunk, errors: &mut Errors) -> (TokenStream, Chunk) {
    let mut conditions = TokenStream::new();
    let mut rest = chunk.tokens();
    while let [hash, behind @ ..] = rest
        && is_punct(hash, '#')
    {
        let (attribute, behind) = match behind {
            [TokenTree::Group(brackets), behind @ ..] if brackets.delimiter() == Delimiter::Bracket => {
                (&rest[..2], behind)
            }
            _ => (&rest[..1], behind),
        };
        match mistake(attribute) {
            None => conditions.extend(attribute.iter().cloned()),
            Some(message) => errors.push(Place::of(attribute).unwrap_or(chunk.place), message),
        }
        rest = behind;
    }
    if rest.len() == chunk.tokens().len() {
        return (conditions, chunk);
    }
    (conditions, Chunk::new(rest.to_vec(), chunk.place))
}

/// Why an attribute cannot stand there.
fn mistake(attribute: &[TokenTree]) -> Option<String> {
    let [_, TokenTree::Group(brackets)] = attribute else {
        return Some("expected an attribute\n\nhelp: write #[cfg(…)]".to_owned());
    };
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
