//! Collecting errors, so that one compilation reports them all.

use std::{fmt::Display, thread};

use proc_macro2::TokenStream;

use super::place::Place;

/// The errors of one macro call. Forgetting to report them is a bug, which [`Drop`] finds in the first test that has one.
#[must_use]
pub(crate) struct Errors {
    errors: Option<TokenStream>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors { errors: Some(TokenStream::new()) }
    }

    pub(crate) fn push(&mut self, place: impl Into<Place>, message: impl Display) {
        self.push_tokens(place.into().compile_error(&message.to_string()));
    }

    /// What `syn` could not parse.
    pub(crate) fn push_syntax(&mut self, error: &syn::Error) {
        self.push_tokens(error.to_compile_error());
    }

    fn push_tokens(&mut self, error: TokenStream) {
        self.errors.get_or_insert_default().extend(error);
    }

    /// Takes over what was collected elsewhere.
    pub(crate) fn extend(&mut self, other: Errors) {
        self.push_tokens(other.finish());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.as_ref().is_none_or(TokenStream::is_empty)
    }

    /// The tokens that make the compiler report every error; none if there is none.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.errors.take().unwrap_or_default()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(self.errors.is_none() || thread::panicking(), "the errors of a macro call were not reported");
    }
}
