//! `#[utoipa::path]` between `#[cors]` and a route attribute of actix. utoipa reads method and path from the route attribute, which
//! is removed before; so they are added to its arguments.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use crate::attribute::parse::route::Routes;
use crate::report::span_range::group;
use crate::syntax::tokens::{is_ident, is_one_of, is_punct};

/// The methods of OpenAPI.
const METHODS: [&str; 8] = ["get", "post", "put", "delete", "options", "head", "patch", "trace"];

/// Completes the `#[utoipa::path]` of an item. It documents one path, so nothing is done for several routes.
pub(crate) fn complete(item: TokenStream, routes: &Routes) -> TokenStream {
    let [route] = routes.routes.as_slice() else { return item };
    let methods = route.methods.iter().map(|method| method.value().to_ascii_lowercase());
    let methods = methods.filter(|method| METHODS.contains(&method.as_str()));
    let methods: Vec<_> = methods.map(|method| Ident::new(&method, Span::call_site())).collect();
    let path = LitStr::new(&without_expressions(&route.path.value()), route.path.span());
    let mut tokens = item.into_iter().peekable();
    let mut completed = TokenStream::new();
    while let Some(hash) = tokens.next_if(|token| is_punct(token, '#')) {
        completed.extend([hash]);
        let Some(attribute) = tokens.next() else { break };
        completed.extend([match &attribute {
            TokenTree::Group(brackets) if is_documentation(brackets) => prepend(brackets, |given| {
                let method = (!has_method(given)).then(|| quote!(method(#(#methods),*),));
                let path = (!has_path(given)).then(|| quote!(path = #path,));
                quote!(#method #path)
            }),
            _ => attribute,
        }]);
    }
    completed.extend(tokens);
    completed
}

/// Returns whether an attribute is `[utoipa::path]`, with arguments or without.
fn is_documentation(brackets: &Group) -> bool {
    let tokens: Vec<_> = brackets.stream().into_iter().take(5).collect();
    let is_named = matches!(tokens.as_slice(), [krate, one, two, path, ..]
        if is_ident(krate, "utoipa") && is_punct(one, ':') && is_punct(two, ':') && is_ident(path, "path"));
    is_named && matches!(tokens.get(4), None | Some(TokenTree::Group(_)))
}

/// Adds arguments in front of those of an attribute.
fn prepend(brackets: &Group, arguments: impl FnOnce(&[TokenTree]) -> TokenStream) -> TokenTree {
    let mut tokens: Vec<_> = brackets.stream().into_iter().collect();
    let (given, span) = match tokens.get(4) {
        Some(TokenTree::Group(given)) => (given.stream(), given.span()),
        _ => (TokenStream::new(), brackets.span()),
    };
    let arguments = arguments(&given.clone().into_iter().collect::<Vec<_>>());
    tokens.truncate(4);
    tokens.push(group(Delimiter::Parenthesis, quote!(#arguments #given), span).into());
    group(brackets.delimiter(), tokens.into_iter().collect(), brackets.span()).into()
}

/// Converts `/users/{id:[0-9]{4}}` to `/users/{id}`: OpenAPI has no regular expressions.
fn without_expressions(pattern: &str) -> String {
    let (mut depth, mut in_expression) = (0_u32, false);
    let is_path = |c: &char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        in_expression = depth > 0 && (in_expression || *c == ':');
        !in_expression
    };
    pattern.chars().filter(is_path).collect()
}

/// Returns whether the arguments contain `get` or `method(get, head)`.
fn has_method(arguments: &[TokenTree]) -> bool {
    arguments.split(|token| is_punct(token, ',')).any(|argument| match argument {
        [TokenTree::Ident(only)] => is_one_of(only, &METHODS),
        [name, TokenTree::Group(_)] => is_ident(name, "method"),
        _ => false,
    })
}

/// Returns whether the arguments contain `path = "/…"`.
fn has_path(arguments: &[TokenTree]) -> bool {
    let is_path = |argument: &[TokenTree]| matches!(argument, [name, equals, ..] if is_ident(name, "path") && is_punct(equals, '='));
    arguments.split(|token| is_punct(token, ',')).any(is_path)
}

#[cfg(test)]
#[path = "../../../tests/unit/documentation.rs"]
mod tests;
