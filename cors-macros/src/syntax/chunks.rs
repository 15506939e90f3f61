//! Splitting token streams into chunks that are parsed one by one, so that an error in one does not hide the others.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::tokens::is_punct;
use crate::report::span_range::SpanRange;

/// The tokens between two commas. Empty only between adjacent commas.
pub(crate) struct Chunk {
    tokens: Vec<TokenTree>,
    /// The span of the tokens, or of the comma that ends an empty chunk.
    pub(crate) span: SpanRange,
}

impl Chunk {
    pub(crate) fn new(tokens: Vec<TokenTree>, end: SpanRange) -> Self {
        let span = SpanRange::of(&tokens).unwrap_or(end);
        Chunk { tokens, span }
    }

    pub(crate) fn tokens(&self) -> &[TokenTree] {
        &self.tokens
    }
}

/// Splits at the top-level commas. The last chunk can have a trailing comma.
pub(crate) fn chunks(tokens: TokenStream) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut current = Vec::new();
    // The commas of `|origin, request| …` belong to the closure.
    let mut in_bars = false;
    for token in ungrouped(tokens) {
        in_bars ^= is_punct(&token, '|');
        if is_punct(&token, ',') && !in_bars {
            chunks.push(Chunk::new(std::mem::take(&mut current), token.span().into()));
        } else {
            current.push(token);
        }
    }
    if !current.is_empty() {
        chunks.push(Chunk::new(current, SpanRange::call_site()));
    }
    chunks
}

/// Removes the invisible groups around the arguments of a `macro_rules!`.
fn ungrouped(tokens: TokenStream) -> Vec<TokenTree> {
    let ungrouped = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => ungrouped(group.stream()),
        token => vec![token],
    });
    ungrouped.collect()
}
