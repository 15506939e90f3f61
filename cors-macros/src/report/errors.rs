//! Collecting errors, so that one compilation reports them all.

use std::{fmt::Display, thread};

use proc_macro2::TokenStream;

use super::span_range::SpanRange;

/// The errors of one macro call. A collector that is dropped without [`finish`](Errors::finish) panics, so that the first test finds
/// errors that are not reported.
#[must_use]
pub(crate) struct Errors {
    errors: Option<TokenStream>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors { errors: Some(TokenStream::new()) }
    }

    pub(crate) fn push(&mut self, span: impl Into<SpanRange>, message: impl Display) {
        self.push_tokens(span.into().compile_error(&message.to_string()));
    }

    pub(crate) fn push_syn(&mut self, error: &syn::Error) {
        self.push_tokens(error.to_compile_error());
    }

    fn push_tokens(&mut self, error: TokenStream) {
        self.errors.get_or_insert_default().extend(error);
    }

    pub(crate) fn extend(&mut self, other: Errors) {
        self.push_tokens(other.finish());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.as_ref().is_none_or(TokenStream::is_empty)
    }

    /// Returns the tokens that make the compiler report every error.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.errors.take().unwrap_or_default()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(self.errors.is_none() || thread::panicking(), "the errors of a macro call were not reported");
    }
}
