//! What the attribute stands on. Only the head is parsed: a half-typed body is the compiler's to report.

use cors_core::{HandlerFacts, IssueKind, Location};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, FnArg, Signature, Token, Visibility,
    parse::{ParseStream, Parser},
};

use crate::errors::Errors;

/// A handler or a named policy.
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// `#[deprecated]` and `#[allow(…)]`, which the companion shares.
    pub(crate) shared: Vec<Attribute>,
}

pub(crate) enum ItemKind {
    Handler(HandlerFacts),
    NamedPolicy,
}

impl Item {
    /// Reads the head of an item; `None` and an error if the attribute does not go on it.
    pub(crate) fn parse(item: TokenStream, errors: &mut Errors) -> Option<Item> {
        match parse_head.parse2(item) {
            Ok(Ok(item)) => Some(item),
            Ok(Err(Unsupported { item, span })) => {
                errors.push(span, IssueKind::UnsupportedItem { item }.at(Location::POLICY));
                None
            }
            Err(error) => {
                errors.push(error.span(), error);
                None
            }
        }
    }
}

struct Unsupported {
    item: &'static str,
    span: Span,
}

fn parse_head(input: ParseStream<'_>) -> syn::Result<Result<Item, Unsupported>> {
    let attributes = input.call(Attribute::parse_outer)?;
    let vis = input.parse::<Visibility>()?;
    let is_shared = |attribute: &Attribute| ["allow", "deprecated"].iter().any(|name| attribute.path().is_ident(name));
    let shared = attributes.into_iter().filter(is_shared).collect();
    let unsupported = |item, span| Ok(Err(Unsupported { item, span }));
    let ahead = input.fork();
    let head = if input.peek(Token![struct]) {
        input.parse::<Token![struct]>()?;
        let ident = input.parse::<Ident>()?;
        if !input.peek(Token![;]) {
            rest(input)?;
            return unsupported("a struct with fields or parameters", ident.span());
        }
        Ok(Item { kind: ItemKind::NamedPolicy, ident, vis, shared })
    } else if let Ok(signature) = input.parse::<Signature>() {
        if let Some(span) = mentions_self(&signature) {
            rest(input)?;
            return unsupported("a method", span);
        }
        let facts = facts(&signature);
        Ok(Item { kind: ItemKind::Handler(facts), ident: signature.ident, vis, shared })
    } else {
        let (what, span) = describe(&ahead.parse::<TokenStream>()?);
        Err(Unsupported { item: what, span })
    };
    rest(input)?;
    Ok(head)
}

/// Skips what follows the head.
fn rest(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<TokenStream>().map(drop)
}

/// The kind of an item that the attribute does not go on, by its keyword.
fn describe(tokens: &TokenStream) -> (&'static str, Span) {
    for token in tokens.clone() {
        if let TokenTree::Ident(keyword) = &token {
            let what = match keyword.to_string().as_str() {
                "enum" => "an enum",
                "union" => "a union",
                "trait" => "a trait",
                "impl" => "an impl block",
                "mod" => "a module",
                "const" => "a constant",
                "static" => "a static",
                "type" => "a type alias",
                "use" => "an import",
                "extern" => "an extern item",
                "macro_rules" => "a macro",
                _ => continue,
            };
            return (what, token.span());
        }
    }
    ("this item", Span::call_site())
}

/// Where a signature shows that it belongs to an `impl` block.
fn mentions_self(signature: &Signature) -> Option<Span> {
    if let Some(receiver) = signature.receiver() {
        return Some(receiver.self_token.span);
    }
    let span = |ident: &Ident| (ident == "Self").then(|| ident.span());
    find(signature.inputs.to_token_stream(), &span).or_else(|| find(signature.output.to_token_stream(), &span))
}

/// What the types of the arguments tell. A type behind an alias tells nothing.
fn facts(signature: &Signature) -> HandlerFacts {
    let names = |names: &'static [&'static str]| {
        let named = move |ident: &Ident| names.iter().any(|name| ident == name).then_some(());
        signature.inputs.iter().any(|argument| match argument {
            FnArg::Typed(argument) => find(argument.ty.to_token_stream(), &named).is_some(),
            FnArg::Receiver(_) => false,
        })
    };
    HandlerFacts {
        takes_json: names(&["Json"]),
        // `TypedHeader<Authorization<…>>` of axum-extra, the extractors of actix-web-httpauth and of axum-auth.
        takes_authorization: names(&["Authorization", "BearerAuth", "BasicAuth", "AuthBearer", "AuthBasic"]),
    }
}

/// The first thing that `wanted` finds in an identifier, at any depth.
fn find<T>(tokens: TokenStream, wanted: &impl Fn(&Ident) -> Option<T>) -> Option<T> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => wanted(&ident),
        TokenTree::Group(group) => find(group.stream(), wanted),
        _ => None,
    })
}
