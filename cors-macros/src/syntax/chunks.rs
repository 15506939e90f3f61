//! Cutting token streams into chunks that are parsed one by one, so that a mistake in one does not hide the others.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::tokens::is_punct;
use crate::report::place::Place;

/// The tokens between two commas. Never empty but where two commas meet.
pub(crate) struct Chunk {
    tokens: Vec<TokenTree>,
    /// Where the chunk is, or the comma that ends it.
    pub(crate) place: Place,
}

impl Chunk {
    pub(crate) fn new(tokens: Vec<TokenTree>, end: Place) -> Self {
        let place = Place::of(&tokens).unwrap_or(end);
        Chunk { tokens, place }
    }

    pub(crate) fn tokens(&self) -> &[TokenTree] {
        &self.tokens
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// Cuts at the top-level commas. One comma may follow the last chunk.
pub(crate) fn chunks(tokens: TokenStream) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut current = Vec::new();
    // The commas of `|origin, request| …` belong to the closure.
    let mut in_bars = false;
    for token in unwrapped(tokens) {
        in_bars ^= is_punct(&token, '|');
        if is_punct(&token, ',') && !in_bars {
            chunks.push(Chunk::new(std::mem::take(&mut current), token.span().into()));
        } else {
            current.push(token);
        }
    }
    if !current.is_empty() {
        chunks.push(Chunk::new(current, Place::call_site()));
    }
    chunks
}

/// The tokens as they were written: what came through a `macro_rules!` parameter is in groups that nobody wrote.
fn unwrapped(tokens: TokenStream) -> Vec<TokenTree> {
    let mut unwrapped_tokens = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                unwrapped_tokens.extend(unwrapped(group.stream()));
            }
            token => unwrapped_tokens.push(token),
        }
    }
    unwrapped_tokens
}
