//! What `routes!` says about entries that it cannot read.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::{Path, PathSegment};

use crate::syntax::tokens::{is_ident, is_punct};

/// axum's functions for one method.
pub(super) const METHODS: &[&str] = &["connect", "delete", "get", "head", "options", "patch", "post", "put", "trace"];

pub(super) fn unknown_method(method: &str, others: &str) -> String {
    let lower = method.to_ascii_lowercase();
    let help = match METHODS.iter().find(|known| **known == lower) {
        Some(known) => format!("help: write {known}(…)"),
        None => {
            let known: Vec<_> = METHODS.iter().map(|known| format!("`{known}`")).collect();
            format!("note: the methods are {}, and {others}", known.join(", "))
        }
    };
    format!("no method `{method}`\n\n{help}")
}

/// Of an entry that is not `method(handler)`.
pub(super) fn no_method(tokens: &[TokenTree]) -> String {
    let text = |tokens: &[TokenTree]| tokens.iter().cloned().collect::<TokenStream>().to_string();
    match tokens {
        [first, ..] if is_punct(first, '|') => return closure("get"),
        [TokenTree::Ident(first), ..] if first == "move" || first == "async" => return closure("get"),
        [TokenTree::Ident(method)] if METHODS.iter().any(|known| method == known) => {
            return no_handler(&method.to_string());
        }
        [TokenTree::Ident(_), ..] => {}
        [TokenTree::Punct(_), ..] => {}
        _ => return format!("expected a method and a handler\n\nhelp: write {}", "get(list_users)"),
    }
    if let [.., TokenTree::Ident(method), TokenTree::Group(arguments)] = tokens
        && arguments.delimiter() == Delimiter::Parenthesis
    {
        return format!("expected a method without a path in front\n\nhelp: write {method}{arguments}");
    }
    let handler = text(tokens);
    format!("no method for `{handler}`\n\nhelp: write get({handler}), post({handler}), … or any({handler})")
}

pub(super) fn no_handler(method: &str) -> String {
    let arguments = if method == "on" { "filter, list_users" } else { "list_users" };
    format!("expected an annotated handler\n\nhelp: write {method}({arguments})")
}

pub(super) fn several_handlers(method: &str) -> String {
    format!("`{method}` takes one handler\n\nhelp: write one entry for each method: routes![get(list), post(create)]")
}

pub(super) fn twice(method: &str) -> String {
    format!("`{method}` has a handler already\n\nhelp: remove one of the two: a path has one handler for each method")
}

pub(super) fn closure(method: &str) -> String {
    format!(
        "a closure carries no policy: `routes!` takes functions that are annotated with `#[cors(…)]`\n\n\
         help: name a policy for it, instead of routes![…]: with_policy(Frontend).{method}(|| async {{ … }})"
    )
}

/// Whether a path can be one of an annotated function: those are free, and imported by their path.
pub(super) fn is_of_function(path: &Path) -> bool {
    let is = |segment: &PathSegment, words: &[&str]| words.iter().any(|word| segment.ident == word);
    let last = path.segments.last();
    last.is_some_and(|last| !is(last, &["self", "super", "crate"]))
        && !path.segments.iter().any(|segment| is(segment, &["Self"]))
}

/// Of what stands behind `as`.
pub(super) const NO_COMPANION: &str =
    "expected the name that the handler's `#[cors(…)]` gives by `companion = …`\n\nhelp: write websocket as Websocket";

/// Where something stands behind `as`.
pub(super) fn behind_as(tokens: &[TokenTree]) -> Option<Span> {
    let at = tokens.iter().position(|token| is_ident(token, "as"))?;
    tokens.get(at + 1).or(tokens.get(at)).map(TokenTree::span)
}

pub(super) fn no_path(method: &str) -> String {
    format!(
        "not the path of a function: `routes!` takes functions that are annotated with `#[cors(…)]`\n\n\
         help: name a policy for anything else, instead of routes![…]: with_policy(Frontend).{method}(…)"
    )
}

/// Of `.call(…)` behind an entry.
pub(super) fn no_such_call(call: &str, method: &str, wrapper: &str) -> String {
    let help = if METHODS.contains(&call) || call == "any" || call == "on" {
        format!("help: write one entry for each method: routes![{method}(…), {call}(…)]")
    } else {
        format!("help: only `{method}(handler).{wrapper}(…)` can stand here")
    };
    format!("no `.{call}(…)` in `routes!`\n\n{help}")
}

pub(super) fn no_layer(method: &str, wrapper: &str) -> String {
    format!("expected a {} for that handler\n\nhelp: write {method}(handler).{wrapper}(…)", wrapped_in(wrapper))
}

/// What the argument of `.layer(…)` or `.wrap(…)` is.
pub(super) fn wrapped_in(wrapper: &str) -> &'static str {
    if wrapper == "wrap" { "middleware" } else { "layer" }
}
