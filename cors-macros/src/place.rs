//! Where a message points.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// From one token to another. Spans cannot be joined on a stable compiler, but it underlines a macro call from its first token
/// to its last.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    start: Span,
    end: Span,
}

impl Place {
    /// From the first of `tokens` to the last; `None` if there are none.
    pub(crate) fn of(tokens: &[TokenTree]) -> Option<Self> {
        Some(Place { start: tokens.first()?.span(), end: tokens.last()?.span() })
    }

    /// The attribute or the macro call as a whole.
    pub(crate) fn call_site() -> Self {
        Span::call_site().into()
    }

    /// An error here, while macros are expanded.
    pub(crate) fn compile_error(self, message: &str) -> TokenStream {
        let message = Literal::string(message);
        self.call(quote_spanned!(self.start=> ::core::compile_error!), Delimiter::Brace, quote!(#message))
    }

    /// A panic here, in const evaluation, with the message that `message` evaluates to.
    pub(crate) fn panic(self, message: TokenStream) -> TokenStream {
        self.call(quote_spanned!(self.start=> ::core::panic!), Delimiter::Parenthesis, quote!("{}", #message))
    }

    fn call(self, mut name: TokenStream, delimiter: Delimiter, arguments: TokenStream) -> TokenStream {
        let mut arguments = Group::new(delimiter, arguments);
        arguments.set_span(self.end);
        name.extend([TokenTree::Group(arguments)]);
        name
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Place { start: span, end: span }
    }
}
