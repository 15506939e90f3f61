//! The entries of `routes!`.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::{
    Expr, ExprPath, Ident, Token, parenthesized,
    parse::{Parse, ParseStream},
};

use crate::{
    attribute::tokens::{Chunk, chunks},
    errors::Errors,
};

/// `get(handler)`, `on(filter, handler)` or `any(handler)`, with the layers of that handler alone.
pub(crate) struct Entry {
    pub(crate) methods: Methods,
    pub(crate) handler: ExprPath,
    pub(crate) layers: Vec<Expr>,
}

/// The methods for which a handler is mounted.
pub(crate) enum Methods {
    /// An associated constant of axum's `MethodFilter`.
    One(Ident),
    /// An expression of that type.
    On(Expr),
    Any,
}

/// axum's functions for one method.
const METHODS: &[&str] = &["connect", "delete", "get", "head", "options", "patch", "post", "put", "trace"];

pub(crate) fn entries(input: TokenStream, errors: &mut Errors) -> Vec<Entry> {
    let chunks = chunks(input);
    if chunks.is_empty() {
        errors.push(Span::call_site(), "no handlers\n\nhelp: write routes![get(list_users)]");
    }
    let mut entries = Vec::new();
    for chunk in &chunks {
        match entry(chunk) {
            Ok(entry) => entries.push(entry),
            Err(error) => errors.push(error.span(), error),
        }
    }
    entries
}

fn entry(chunk: &Chunk) -> syn::Result<Entry> {
    let error = |message: String| Err(syn::Error::new(chunk.span, message));
    match chunk.tokens() {
        [] => error("expected one comma between two handlers".to_owned()),
        [TokenTree::Ident(name), TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis => {
            let method = name.to_string();
            if method != "on" && method != "any" && !METHODS.contains(&method.as_str()) {
                return Err(syn::Error::new(name.span(), unknown_method(&method)));
            }
            syn::parse2(chunk.tokens().iter().cloned().collect())
        }
        [TokenTree::Ident(first), ..] if first == "move" => error(closure()),
        [first, ..] if is_bar(first) => error(closure()),
        tokens => {
            let handler = tokens.iter().cloned().collect::<TokenStream>().to_string().replace(' ', "");
            error(format!(
                "no method for `{handler}`\n\nhelp: write get({handler}), post({handler}), … or any({handler})"
            ))
        }
    }
}

fn is_bar(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '|')
}

fn unknown_method(method: &str) -> String {
    let lower = method.to_ascii_lowercase();
    let help = match METHODS.iter().find(|known| **known == lower) {
        Some(known) => format!("help: write {known}(…)"),
        None => {
            let known: Vec<_> = METHODS.iter().map(|known| format!("`{known}`")).collect();
            format!("note: the methods are {}, and `any` and `on(filter, handler)`", known.join(", "))
        }
    };
    format!("no method `{method}`\n\n{help}")
}

fn closure() -> String {
    "a closure carries no policy: `routes!` takes handlers that are annotated with `#[cors(…)]`\n\n\
     help: name a policy for it: with_policy(Frontend).get(|| async { … })"
        .to_owned()
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse::<Ident>()?;
        let content;
        parenthesized!(content in input);
        let methods = match name.to_string().as_str() {
            "any" => Methods::Any,
            "on" => {
                let filter = content.parse::<Expr>()?;
                content.parse::<Token![,]>()?;
                Methods::On(filter)
            }
            method => Methods::One(Ident::new(&method.to_ascii_uppercase(), name.span())),
        };
        let handler = handler(&content)?;
        let mut layers = Vec::new();
        while input.peek(Token![.]) {
            input.parse::<Token![.]>()?;
            let call = input.parse::<Ident>()?;
            if call != "layer" {
                let message =
                    format!("no `{call}` here\n\nhelp: `{name}(handler).layer(…)` gives that handler a layer");
                return Err(syn::Error::new(call.span(), message));
            }
            let content;
            parenthesized!(content in input);
            layers.push(content.parse()?);
            content.parse::<Option<Token![,]>>()?;
            end(&content)?;
        }
        end(input)?;
        Ok(Entry { methods, handler, layers })
    }
}

fn handler(content: ParseStream<'_>) -> syn::Result<ExprPath> {
    if content.is_empty() {
        return Err(content.error("expected an annotated handler"));
    }
    let handler = content.parse::<Expr>()?;
    content.parse::<Option<Token![,]>>()?;
    end(content)?;
    match handler {
        Expr::Path(path) if path.qself.is_none() => Ok(path),
        Expr::Closure(closure_expr) => Err(syn::Error::new_spanned(closure_expr, closure())),
        other => Err(syn::Error::new_spanned(
            other,
            "not the path of a handler: `routes!` takes handlers that are annotated with `#[cors(…)]`\n\n\
             help: name a policy for anything else: with_policy(Frontend).get(…)",
        )),
    }
}

fn end(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() { Ok(()) } else { Err(input.error("expected a comma")) }
}
