//! The entries of `routes![…]` and of `documented![…]`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::{typed_path, word};
use crate::{
    adapter::Adapter,
    report::errors::Errors,
    routes::group,
    syntax::{
        chunks::{Chunk, chunks},
        tokens::{is_ident, is_punct},
    },
};

/// What the user typed in the places of entries, also what is half typed.
#[derive(Default)]
struct Entries {
    /// A single word: a method without its handler, or a handler that knows its method.
    words: Vec<Ident>,
    handlers: Vec<TokenStream>,
}

impl Entries {
    fn of(entries: &[Chunk]) -> Self {
        let mut typed = Entries::default();
        for entry in entries {
            match without_conditions(entry.tokens()) {
                [TokenTree::Ident(only)] => typed.words.extend(word(only)),
                [TokenTree::Ident(_), TokenTree::Group(arguments), ..]
                    if arguments.delimiter() == Delimiter::Parenthesis =>
                {
                    // The last argument of `on(filter, handler)`.
                    let handler = chunks(arguments.stream()).pop();
                    typed.handlers.extend(handler.and_then(|handler| function(handler.tokens())));
                }
                handler => typed.handlers.extend(function(handler)),
            }
        }
        typed
    }
}

/// Returns whether entries, or the policy of their group, may be half typed: a single word, nothing between parentheses, nothing after the
/// last comma, or a path that ends with `::`. Finished ones are completed where they are mounted.
pub(crate) fn are_unfinished(entries: &[Chunk], input: TokenStream) -> bool {
    let is_unfinished = |entry: &Chunk| match without_conditions(entry.tokens()) {
        [] | [_] => true,
        [_, TokenTree::Group(arguments)] => {
            let arguments: Vec<_> = arguments.stream().into_iter().collect();
            arguments.is_empty() || ends_with_colons(&arguments)
        }
        tokens => ends_with_colons(tokens),
    };
    let input: Vec<_> = input.into_iter().collect();
    entries.is_empty()
        || entries.iter().any(is_unfinished)
        || input.last().is_some_and(|last| is_punct(last, ','))
        || ends_with_colons(policy(&input))
}

/// Returns statements. `path`: that of the adapter.
pub(crate) fn entries(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let tokens: Vec<_> = input.clone().into_iter().collect();
    let policy = typed_path(policy(&tokens)).into_iter();
    let mut errors = Errors::new();
    let (_, entries) = group::split(input, &mut errors);
    // The macro itself reports them.
    drop(errors.finish());
    let Entries { words, handlers } = Entries::of(&chunks(entries));
    let framework = match adapter {
        Adapter::Axum => quote!(axum),
        Adapter::Actix => quote!(actix),
    };
    quote! {
        let _ = (#(#policy,)* #(#handlers,)*);
        {
            use #path::__private::editor::entries::#framework::*;
            let _ = (#(#words,)*);
        }
    }
}

/// Returns what stands between `policy =` and `;`.
fn policy(input: &[TokenTree]) -> &[TokenTree] {
    match input {
        [policy, equals, rest @ ..] if is_ident(policy, "policy") && is_punct(equals, '=') => {
            rest.split(|token| is_punct(token, ';')).next().unwrap_or_default()
        }
        _ => &[],
    }
}

fn without_conditions(mut tokens: &[TokenTree]) -> &[TokenTree] {
    while let [hash, TokenTree::Group(_), rest @ ..] = tokens
        && is_punct(hash, '#')
    {
        tokens = rest;
    }
    tokens
}

/// Returns whether a path ends with `::`, also while the marker of rust-analyzer stands behind that.
fn ends_with_colons(path: &[TokenTree]) -> bool {
    match path {
        [.., colon, TokenTree::Ident(name)] => is_punct(colon, ':') && name == "raCompletionMarker",
        [.., last] => is_punct(last, ':'),
        [] => false,
    }
}

/// Returns the path before `as` and before generic arguments.
fn function(handler: &[TokenTree]) -> Option<TokenStream> {
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "as") || is_punct(token, '<');
    let end = handler.iter().position(is_end).unwrap_or(handler.len());
    match handler.split_at(end) {
        ([path @ .., _, _], [angle, ..]) if is_punct(angle, '<') => typed_path(path),
        (path, _) => typed_path(path),
    }
}
