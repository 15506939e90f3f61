//! Cutting token streams into chunks that are parsed one by one, so that a mistake in one does not hide the others.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// The tokens between two commas. Never empty but where two commas meet.
pub(crate) struct Chunk {
    tokens: Vec<TokenTree>,
    /// Where the chunk is, or the comma that ends it.
    pub(crate) span: Span,
}

impl Chunk {
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
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                let span = punct.span();
                chunks.push(chunk(std::mem::take(&mut current), span));
            }
            _ => current.push(token),
        }
    }
    if !current.is_empty() {
        chunks.push(chunk(current, Span::call_site()));
    }
    chunks
}

fn chunk(tokens: Vec<TokenTree>, end: Span) -> Chunk {
    let span = span_of(&tokens).unwrap_or(end);
    Chunk { tokens, span }
}

/// The span of all of `tokens`, as far as the compiler can join it.
pub(crate) fn span_of(tokens: &[TokenTree]) -> Option<Span> {
    let (first, last) = (tokens.first()?.span(), tokens.last()?.span());
    Some(first.join(last).unwrap_or(first))
}

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
