//! The entries of `routes![…]` and of `documented![…]`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::Path;

use super::word;
use crate::{
    adapter::Adapter,
    report::errors::Errors,
    routes::{
        group::{self, GroupPolicy},
        parse::plain,
    },
    syntax::{
        chunks::{Chunk, chunks},
        tokens::is_punct,
    },
};

/// What the user typed in the places of entries, also what is half typed.
#[derive(Default)]
struct Entries {
    /// A single word: a method without its handler, or a handler that knows its method.
    words: Vec<Ident>,
    handlers: Vec<Path>,
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

/// Returns whether entries may be half typed: nothing, nothing between parentheses, or a single word, which in actix-web is often a handler.
/// Finished ones are completed where they are mounted.
pub(crate) fn are_unfinished(entries: &[Chunk], input: TokenStream) -> bool {
    let is_unfinished = |entry: &Chunk| match without_conditions(entry.tokens()) {
        [] | [_] => true,
        [_, TokenTree::Group(arguments)] => arguments.stream().is_empty(),
        _ => false,
    };
    entries.is_empty()
        || entries.iter().any(is_unfinished)
        || input.into_iter().last().is_some_and(|last| is_punct(&last, ','))
}

/// Returns statements. `path`: that of the adapter.
pub(crate) fn entries(input: TokenStream, adapter: Adapter, path: &TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let (policy, entries) = group::split(input, &mut errors);
    // The macro itself reports them.
    drop(errors.finish());
    let policy = match &policy {
        Some(GroupPolicy::Named(policy)) => Some(policy),
        Some(GroupPolicy::Malformed) | None => None,
    };
    let policy = policy.iter();
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

fn without_conditions(mut tokens: &[TokenTree]) -> &[TokenTree] {
    while let [hash, TokenTree::Group(_), rest @ ..] = tokens
        && is_punct(hash, '#')
    {
        tokens = rest;
    }
    tokens
}

/// Returns the path before `as` and before generic arguments.
fn function(handler: &[TokenTree]) -> Option<Path> {
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "as") || is_punct(token, '<');
    let path: TokenStream = handler.iter().take_while(|token| !is_end(token)).cloned().collect();
    plain(path)
}
