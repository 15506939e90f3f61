//! The spans of errors and of generated calls.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use crate::syntax::tokens::{is_ident, is_punct};

/// The spans of a first and a last token. Stable compilers cannot join spans, but they underline a macro call from its first token
/// to its last.
#[derive(Clone, Copy)]
pub(crate) struct SpanRange {
    start: Span,
    end: Span,
}

impl SpanRange {
    /// Returns the range of `tokens`, or `None` if there are none.
    pub(crate) fn of(tokens: &[TokenTree]) -> Option<Self> {
        Some(SpanRange { start: tokens.first()?.span(), end: tokens.last()?.span() })
    }

    /// Returns the range of a node of the syntax tree.
    pub(crate) fn of_node(node: &impl ToTokens) -> Self {
        let tokens: Vec<_> = node.to_token_stream().into_iter().collect();
        SpanRange::of(&tokens).unwrap_or_else(SpanRange::call_site)
    }

    /// The whole attribute or macro call.
    pub(crate) fn call_site() -> Self {
        Span::call_site().into()
    }

    /// Returns tokens that make the compiler report an error here.
    pub(crate) fn compile_error(self, message: &str) -> TokenStream {
        let message = Literal::string(message);
        let message = group(Delimiter::Brace, quote!(#message), self.end);
        quote_spanned!(self.start=> ::core::compile_error! #message)
    }

    /// Returns a function call for which the compiler reports errors here.
    pub(crate) fn call(self, function: TokenStream, arguments: TokenStream) -> TokenStream {
        let mut call = moved(function, self.start);
        call.extend([TokenTree::Group(group(Delimiter::Parenthesis, arguments, self.end))]);
        call
    }
}

/// Moves the ends of a path to a span. rustc uses its first and its last token; editors would mistake the others for names of the user.
fn moved(path: TokenStream, span: Span) -> TokenStream {
    let path: Vec<_> = path.into_iter().collect();
    let start = path.iter().take_while(|token| is_punct(token, ':')).count().max(1);
    let end = path.len();
    let moved = |(at, mut token): (usize, TokenTree)| {
        // The span of `$crate` contains the crate that it means.
        let is_crate = is_ident(&token, "$crate");
        if at < start || at + 1 == end {
            token.set_span(if is_crate { token.span().located_at(span) } else { span });
        }
        token
    };
    path.into_iter().enumerate().map(moved).collect()
}

/// Returns a group of tokens with this span.
pub(crate) fn group(delimiter: Delimiter, content: TokenStream, span: Span) -> Group {
    let mut group = Group::new(delimiter, content);
    group.set_span(span);
    group
}

impl From<Span> for SpanRange {
    fn from(span: Span) -> Self {
        SpanRange { start: span, end: span }
    }
}
