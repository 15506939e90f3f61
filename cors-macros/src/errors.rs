//! Collecting errors, so that one compilation reports them all.

use std::{fmt::Display, thread};

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// The errors of one macro call. Forgetting to report them is a bug, which [`Drop`] finds in the first test that has one.
#[must_use]
pub(crate) struct Errors {
    errors: Option<Vec<Error>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors { errors: Some(Vec::new()) }
    }

    pub(crate) fn push(&mut self, span: Span, message: impl Display) {
        self.errors.get_or_insert_default().push(Error::new(span, message));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.as_ref().is_none_or(Vec::is_empty)
    }

    /// The tokens that make the compiler report every error; none if there is none.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.errors.take().unwrap_or_default().iter().map(Error::to_compile_error).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(self.errors.is_none() || thread::panicking(), "the errors of a macro call were not reported");
    }
}
