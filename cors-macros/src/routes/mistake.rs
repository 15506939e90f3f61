//! The messages of `routes!` about malformed entries.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::Path;

use crate::adapter::Adapter;
use crate::syntax::tokens::{ends_with, is_ident, is_one_of, is_punct};

/// The names of entries for one method, in `routes!` of every adapter.
pub(super) const METHODS: &[&str] = &["connect", "delete", "get", "head", "options", "patch", "post", "put", "trace"];

pub(super) fn unknown_method(method: &str, adapter: Adapter) -> String {
    let lower = method.to_ascii_lowercase();
    let help = match METHODS.iter().find(|known| **known == lower) {
        Some(known) => format!("help: write {known}(…)"),
        None if lower == "query" => match adapter {
            Adapter::Axum => {
                "help: axum routes `QUERY` to any(…) alone: write `methods = [QUERY]` in its policy".to_owned()
            }
            Adapter::Actix => "help: write query(…)".to_owned(),
        },
        None => {
            let known: Vec<_> = METHODS.iter().map(|known| format!("`{known}`")).collect();
            format!("note: the methods are {}, and {}", known.join(", "), adapter.other_methods())
        }
    };
    format!("unknown method `{method}`\n\n{help}")
}

/// Returns the message for an entry that is not `method(handler)`.
pub(super) fn no_method(tokens: &[TokenTree]) -> String {
    match tokens {
        [first, ..] if is_punct(first, '|') => return closure("get"),
        [TokenTree::Ident(first), ..] if is_one_of(first, &["move", "async"]) => return closure("get"),
        [TokenTree::Ident(method)] if is_one_of(method, METHODS) => return no_handler(&method.to_string()),
        [TokenTree::Ident(_) | TokenTree::Punct(_), ..] => {}
        _ => return format!("expected a method and a handler\n\nhelp: write {}", "get(list_users)"),
    }
    if let [.., TokenTree::Ident(method), TokenTree::Group(arguments)] = tokens
        && arguments.delimiter() == Delimiter::Parenthesis
    {
        return format!("expected a method without a path in front\n\nhelp: write {method}{arguments}");
    }
    let handler = tokens.iter().cloned().collect::<TokenStream>();
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
        "a closure has no policy: `routes!` takes functions with `#[cors(…)]`\n\n\
         help: name a policy for it, instead of routes![…]: with_policy(Frontend).{method}(|| async {{ … }})"
    )
}

/// Returns whether a path can be that of a free function, which an import can name.
pub(super) fn is_of_function(path: &Path) -> bool {
    !ends_with(path, &["self", "super", "crate"]) && !path.segments.iter().any(|segment| segment.ident == "Self")
}

/// The message for a wrong name after `as`.
pub(super) const NO_COMPANION: &str =
    "expected the companion's name, which `#[cors(companion = …)]` defines\n\nhelp: write websocket as Websocket";

/// Returns the span after `as`.
pub(super) fn span_after_as(tokens: &[TokenTree]) -> Option<Span> {
    let at = tokens.iter().position(|token| is_ident(token, "as"))?;
    tokens.get(at + 1).or(tokens.get(at)).map(TokenTree::span)
}

pub(super) fn no_path(method: &str) -> String {
    format!(
        "not the path of a function: `routes!` takes functions that are annotated with `#[cors(…)]`\n\n\
         help: name a policy for anything else, instead of routes![…]: with_policy(Frontend).{method}(…)"
    )
}

/// Returns the message for an unknown `.call(…)` after an entry.
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

/// Describes the argument of `.layer(…)` or `.wrap(…)`.
pub(super) fn wrapped_in(wrapper: &str) -> &'static str {
    if wrapper == "wrap" { "middleware" } else { "layer" }
}
