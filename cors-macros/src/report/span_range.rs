//! The spans of errors and of generated calls.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

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

    /// Returns a function call that is located here. Only its parentheses stand here: a generated name in the place of the user's would be
    /// one more definition that editors offer.
    pub(crate) fn call(self, function: TokenStream, arguments: TokenStream) -> TokenStream {
        let function = group(Delimiter::Parenthesis, function, self.start);
        let arguments = group(Delimiter::Parenthesis, arguments, self.end);
        quote!(#function #arguments)
    }

    /// As [`call`](SpanRange::call), for a function of a type whose bounds arguments of the user may not meet: the compiler underlines the
    /// path of the function, too, from its first token to its last.
    pub(crate) fn call_with_bounds(self, ty: TokenStream, function: &str, arguments: TokenStream) -> TokenStream {
        let function = Ident::new(function, Span::call_site());
        let (start, end) = (quote_spanned!(self.start=> <), quote_spanned!(self.start=> ::<>));
        let arguments = group(Delimiter::Parenthesis, arguments, self.end);
        quote!(#start #ty>::#function #end #arguments)
    }
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
