//! `#[utoipa::path]` between `#[cors]` and a route attribute of actix. It reads method and path from the route attribute, which is
//! gone when it looks; so they are written into it.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use crate::attribute::parse::route::Routes;
use crate::syntax::tokens::{is_ident, is_punct};

/// The methods that OpenAPI has. utoipa knows no others.
const METHODS: [&str; 8] = ["get", "post", "put", "delete", "options", "head", "patch", "trace"];

/// Completes the attributes that an item begins with.
pub(crate) fn complete(item: TokenStream, routes: &Routes) -> TokenStream {
    // It documents one path.
    let [route] = routes.routes.as_slice() else { return item };
    let methods = route.methods.iter().map(|method| method.value().to_ascii_lowercase());
    let methods: Vec<_> = methods.filter(|method| METHODS.contains(&method.as_str())).collect();
    let methods: Vec<_> = methods.iter().map(|method| Ident::new(method, Span::call_site())).collect();
    let path = LitStr::new(&without_expressions(&route.path.value()), route.path.span());
    let mut tokens = item.into_iter().peekable();
    let mut completed = TokenStream::new();
    while let Some(hash) = tokens.next_if(|token| is_punct(token, '#')) {
        completed.extend([hash]);
        let Some(attribute) = tokens.next() else { break };
        completed.extend([match &attribute {
            TokenTree::Group(brackets) if is_documentation(brackets) => with(brackets, |given| {
                let method = (!says_method(given)).then(|| quote!(method(#(#methods),*),));
                let path = (!says_path(given)).then(|| quote!(path = #path,));
                quote!(#method #path)
            }),
            _ => attribute,
        }]);
    }
    completed.extend(tokens);
    completed
}

/// `[utoipa::path]`, with arguments or without.
fn is_documentation(brackets: &Group) -> bool {
    let tokens: Vec<_> = brackets.stream().into_iter().take(5).collect();
    let is_named = matches!(tokens.as_slice(), [krate, one, two, path, ..]
        if is_ident(krate, "utoipa") && is_punct(one, ':') && is_punct(two, ':') && is_ident(path, "path"));
    is_named && matches!(tokens.get(4), None | Some(TokenTree::Group(_)))
}

/// The attribute with further arguments in front of those that are given.
fn with(brackets: &Group, further: impl FnOnce(&[TokenTree]) -> TokenStream) -> TokenTree {
    let mut tokens: Vec<_> = brackets.stream().into_iter().collect();
    let (given, place) = match tokens.get(4) {
        Some(TokenTree::Group(arguments)) => (arguments.stream(), arguments.span()),
        _ => (TokenStream::new(), brackets.span()),
    };
    let further = further(&given.clone().into_iter().collect::<Vec<_>>());
    tokens.truncate(4);
    tokens.push(located(Delimiter::Parenthesis, quote!(#further #given), place));
    located(brackets.delimiter(), tokens.into_iter().collect(), brackets.span())
}

fn located(delimiter: Delimiter, content: TokenStream, place: Span) -> TokenTree {
    let mut group = Group::new(delimiter, content);
    group.set_span(place);
    group.into()
}

/// `/users/{id}` of `/users/{id:[0-9]{4}}`: OpenAPI knows no regular expressions.
fn without_expressions(pattern: &str) -> String {
    let (mut depth, mut in_expression) = (0_u32, false);
    let keeps = |c: &char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        in_expression = depth > 0 && (in_expression || *c == ':');
        !in_expression
    };
    pattern.chars().filter(keeps).collect()
}

/// `get, …` or `method(get, head), …`
fn says_method(given: &[TokenTree]) -> bool {
    let mut arguments = given.split(|token| is_punct(token, ','));
    arguments.any(|argument| match argument {
        [only] => METHODS.iter().any(|method| is_ident(only, method)),
        [name, TokenTree::Group(_)] => is_ident(name, "method"),
        _ => false,
    })
}

/// `path = "/…", …`
fn says_path(given: &[TokenTree]) -> bool {
    let mut arguments = given.split(|token| is_punct(token, ','));
    arguments.any(|argument| matches!(argument, [name, equals, ..] if is_ident(name, "path") && is_punct(equals, '=')))
}

#[cfg(test)]
#[path = "../../../tests/unit/documentation.rs"]
mod tests;
