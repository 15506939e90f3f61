//! What rust-analyzer reads.
//!
//! rust-analyzer sets `cfg(rust_analyzer)`. It expands a macro once more with a marker at the cursor, and completes the marker where it
//! finds it in the output. It looks for the scope of the marker at the same place of the output without the marker, so nothing that
//! depends on the input may stand in front of it.
//!
//! So the output of each macro begins with the call of another one, which takes the same input and looks up its words, as they were
//! typed, among documented names. To rustc, which does not have the `cfg`, that is a handful of tokens.

pub(crate) mod attribute;
pub(crate) mod entries;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::{report::span_range::group, syntax::tokens::is_punct};

/// Returns the call of the adapter's macro of that name, for a place where the lint `unexpected_cfgs` is allowed.
pub(crate) fn for_editors(adapter: &TokenStream, name: &str, input: TokenStream) -> TokenStream {
    let (name, input) = (Ident::new(name, Span::call_site()), quote!(#adapter; #input));
    let input = TokenTree::Group(group(Delimiter::Brace, input, Span::call_site()));
    quote!(#[cfg(rust_analyzer)] #adapter::#name! #input)
}

/// As [`for_editors`], as a statement.
pub(crate) fn statement_for_editors(adapter: &TokenStream, name: &str, input: TokenStream) -> TokenStream {
    let call = for_editors(adapter, name, input);
    quote!(#[allow(unexpected_cfgs)] { #call })
}

/// Returns a word that can be imported: a keyword cannot.
fn word(ident: &Ident) -> Option<Ident> {
    syn::parse2(ident.to_token_stream()).ok()
}

/// Returns a path that may be half typed. One that ends with `::` gets a name, in the place of which the marker stands.
fn typed_path(tokens: &[TokenTree]) -> Option<TokenStream> {
    let is_of_path = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':');
    let last = tokens.last().filter(|_| tokens.iter().all(is_of_path))?;
    let name = is_punct(last, ':').then(|| Ident::new("name", Span::call_site()));
    Some(quote!(#(#tokens)* #name))
}
