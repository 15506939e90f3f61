//! `policy = Frontend;` in front of the entries: one policy for the handlers that have no attribute.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::{Path, parse::Parser};

use super::expand::located;
use crate::report::{errors::Errors, span_range::SpanRange};
use crate::syntax::tokens::{is_ident, is_punct};

const HELP: &str = "help: write routes![policy = Frontend; get(list_users)]";

/// The policy of a group.
pub(crate) enum GroupPolicy {
    Named(Path),
    /// It is malformed. The handlers have another one, so that rustc does not report them as well.
    Malformed,
}

/// Splits the policy of a group, if there is one, and its entries.
pub(crate) fn split(input: TokenStream, errors: &mut Errors) -> (Option<GroupPolicy>, TokenStream) {
    let tokens: Vec<TokenTree> = input.clone().into_iter().collect();
    let end = tokens.iter().position(|token| is_punct(token, ';'));
    let equals = match tokens.as_slice() {
        [policy, equals, ..] if is_ident(policy, "policy") && is_punct(equals, '=') => equals,
        _ => {
            let Some(end) = end else { return (None, input) };
            let semicolon = tokens.get(end).map_or_else(Span::call_site, TokenTree::span);
            errors.push(semicolon, format!("expected the policy of a group in front of this\n\n{HELP}"));
            let (before, behind) = (tokens.get(..end).unwrap_or_default(), tokens.get(end + 1..).unwrap_or_default());
            let has_entries = before.iter().any(|token| matches!(token, TokenTree::Group(_)));
            let entries = if has_entries { before } else { behind };
            return (Some(GroupPolicy::Malformed), entries.iter().cloned().collect());
        }
    };
    let Some(end) = end else {
        let behind = tokens.get(2..).unwrap_or_default();
        let length = behind.iter().take_while(|token| is_of_path(token)).count();
        // The path ends where two names follow each other.
        let names = behind.windows(2).position(|pair| matches!(pair, [TokenTree::Ident(_), TokenTree::Ident(_)]));
        let length = names.map_or(length, |names| length.min(names + 1));
        let span = SpanRange::of(tokens.get(..length + 2).unwrap_or_default()).unwrap_or(SpanRange::call_site());
        errors.push(span, format!("expected `;` between the policy of a group and its handlers\n\n{HELP}"));
        let entries = behind.get(length..).unwrap_or_default();
        let entries = match entries {
            [first, rest @ ..] if is_punct(first, ',') => rest,
            entries => entries,
        };
        return (Some(GroupPolicy::Malformed), entries.iter().cloned().collect());
    };
    let (path, entries) = (tokens.get(2..end).unwrap_or_default(), tokens.get(end + 1..).unwrap_or_default());
    let span = SpanRange::of(path).unwrap_or_else(|| equals.span().into());
    let policy = match Path::parse_mod_style.parse2(path.iter().cloned().collect()) {
        Ok(path) => GroupPolicy::Named(path),
        Err(_) => {
            errors.push(span, format!("expected the path of a named policy\n\n{HELP}"));
            GroupPolicy::Malformed
        }
    };
    (Some(policy), entries.iter().cloned().collect())
}

fn is_of_path(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(_)) || is_punct(token, ':')
}

/// Returns the handlers with the policy of their group, if there is one. `ty`: the type that they have then.
pub(super) fn of(
    policy: Option<&GroupPolicy>,
    ty: TokenStream,
    handlers: &TokenStream,
    path: &TokenStream,
) -> TokenStream {
    let (policy, span) = match policy {
        None => return handlers.clone(),
        Some(GroupPolicy::Named(policy)) => (quote!(#policy), located(policy)),
        Some(GroupPolicy::Malformed) => (quote!(#path::__private::SameOriginOnly), Span::call_site()),
    };
    // rustc reports a path that is not a policy at its name, and errors of the handlers at theirs.
    SpanRange::from(span).call_with_bounds(ty, "__group", quote!(#policy, { #handlers }))
}
