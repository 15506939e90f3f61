//! `policy = Frontend;` in front of the entries: one policy for the handlers that have no attribute.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{Path, parse::Parser};

use crate::report::{errors::Errors, span_range::SpanRange};
use crate::syntax::tokens::{is_ident, is_punct};

const HELP: &str = "help: write routes![policy = Frontend; get(list_users)]";

/// Splits the policy of a group and its entries.
pub(super) fn split(input: TokenStream, errors: &mut Errors) -> (Option<Path>, TokenStream) {
    let tokens: Vec<TokenTree> = input.clone().into_iter().collect();
    let [policy, equals, ..] = tokens.as_slice() else { return (None, input) };
    if !is_ident(policy, "policy") || !is_punct(equals, '=') {
        return (None, input);
    }
    let Some(end) = tokens.iter().position(|token| is_punct(token, ';')) else {
        let comma = tokens.iter().position(|token| is_punct(token, ',')).unwrap_or(tokens.len());
        let span = SpanRange::of(tokens.get(..comma).unwrap_or_default()).unwrap_or(SpanRange::call_site());
        errors.push(span, format!("expected `;` between the policy of a group and its handlers\n\n{HELP}"));
        return (None, tokens.into_iter().skip(comma + 1).collect());
    };
    let (path, entries) = (tokens.get(2..end).unwrap_or_default(), tokens.get(end + 1..).unwrap_or_default());
    let span = SpanRange::of(path).unwrap_or_else(|| equals.span().into());
    let path = Path::parse_mod_style.parse2(path.iter().cloned().collect());
    if path.is_err() {
        errors.push(span, format!("expected the path of a named policy\n\n{HELP}"));
    }
    (path.ok(), entries.iter().cloned().collect())
}

/// Returns the handlers with the policy of their group, if there is one. `function`: that of the adapter.
pub(super) fn of(policy: Option<&Path>, function: &str, handlers: &TokenStream, path: &TokenStream) -> TokenStream {
    let Some(policy) = policy else { return handlers.clone() };
    let function = Ident::new(function, Span::call_site());
    // The parentheses keep rustc from reporting errors of the handlers at the whole call.
    quote!((#path::__private::#function)(#policy, { #handlers }))
}
