//! Where a message points.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::syntax::tokens::{is_ident, is_punct};

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
        let message = group(Delimiter::Brace, quote!(#message), self.end);
        quote_spanned!(self.start=> ::core::compile_error! #message)
    }

    /// A call that is here, of a function by its path.
    pub(crate) fn call(self, function: TokenStream, arguments: TokenStream) -> TokenStream {
        let mut call = shown(function, self.start);
        call.extend([TokenTree::Group(group(Delimiter::Parenthesis, arguments, self.end))]);
        call
    }
}

/// A path, shown in another place. rustc looks at its first and its last token; an editor would take the others for names of the user's.
fn shown(path: TokenStream, place: Span) -> TokenStream {
    let path: Vec<_> = path.into_iter().collect();
    let start = path.iter().take_while(|token| is_punct(token, ':')).count().max(1);
    let end = path.len();
    let shown = |(at, mut token): (usize, TokenTree)| {
        // What `$crate` means is in its span.
        let is_crate = is_ident(&token, "$crate");
        if at < start || at + 1 == end {
            token.set_span(if is_crate { token.span().located_at(place) } else { place });
        }
        token
    };
    path.into_iter().enumerate().map(shown).collect()
}

fn group(delimiter: Delimiter, content: TokenStream, span: Span) -> Group {
    let mut group = Group::new(delimiter, content);
    group.set_span(span);
    group
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Place { start: span, end: span }
    }
}
