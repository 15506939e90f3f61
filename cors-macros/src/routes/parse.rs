//! The entries of `routes!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Expr, ExprCast, ExprPath, Ident, Path, PathArguments, Token, Type, TypePath, parenthesized,
    parse::{Parse, ParseStream, Parser},
};

use super::{condition, mistake};
use crate::syntax::tokens::{find, is_punct};
use crate::{
    adapter::Adapter,
    report::{errors::Errors, span_range::SpanRange},
    syntax::chunks::Chunk,
};

/// `get(handler)`, `on(filter, handler)` or `any(handler)`, with the layers of that handler alone.
pub(crate) struct Entry {
    /// `#[cfg(…)]`, any number of times.
    pub(crate) conditions: TokenStream,
    pub(crate) methods: Methods,
    pub(crate) handler: Handler,
    pub(crate) layers: Vec<Expr>,
}

/// `list`, `list::<Postgres>`, `websocket as Websocket`.
pub(crate) struct Handler {
    pub(crate) function: ExprPath,
    /// The path after `as`.
    companion: Option<Path>,
}

impl Handler {
    pub(super) fn of_path(path: Path) -> Self {
        Handler { function: ExprPath { attrs: Vec::new(), qself: None, path }, companion: None }
    }

    /// Returns the path of the companion: without generic arguments, because all instances of a handler share it.
    pub(super) fn companion(&self) -> Path {
        let mut path = self.companion.as_ref().unwrap_or(&self.function.path).clone();
        for segment in &mut path.segments {
            segment.arguments = PathArguments::None;
        }
        path
    }

    /// Returns whether the companion has another path than the function.
    pub(super) fn has_own_companion(&self) -> bool {
        self.companion.is_some()
    }

    /// Parses a handler. Messages contain `method`.
    pub(super) fn of(handler: Expr, method: &str) -> syn::Result<Self> {
        match handler {
            // The argument of a `macro_rules!`.
            Expr::Group(group) => Handler::of(*group.expr, method),
            Expr::Path(path) if path.qself.is_none() && mistake::is_of_function(&path.path) => {
                Ok(Handler { function: path, companion: None })
            }
            Expr::Cast(ExprCast { expr, ty, .. }) => {
                let companion = match *ty {
                    Type::Path(TypePath { qself: None, path, .. }) if mistake::is_of_function(&path) => path,
                    other => return Err(syn::Error::new_spanned(other, mistake::NO_COMPANION)),
                };
                Ok(Handler { companion: Some(companion), ..Handler::of(*expr, method)? })
            }
            Expr::Closure(closure) => Err(syn::Error::new_spanned(closure, mistake::closure(method))),
            other => Err(syn::Error::new_spanned(other, mistake::no_path(method))),
        }
    }
}

/// The methods for which a handler is mounted.
pub(crate) enum Methods {
    /// An associated constant of axum's `MethodFilter`.
    One(Ident),
    /// An expression of that type.
    On(Expr),
    Any(Ident),
}

impl Methods {
    /// Returns whether the handler is mounted for `POST`, as far as the tokens tell.
    pub(super) fn are_for_post(&self) -> bool {
        match self {
            Methods::One(method) => method == "POST",
            Methods::On(filter) => find(filter.to_token_stream(), &["POST"]).is_some(),
            Methods::Any(_) => true,
        }
    }

    /// Returns a name that a path can have only once.
    fn name(&self) -> Option<&Ident> {
        match self {
            Methods::One(name) | Methods::Any(name) => Some(name),
            Methods::On(_) => None,
        }
    }
}

pub(crate) fn entries(chunks: Vec<Chunk>, adapter: Adapter, errors: &mut Errors) -> Vec<Entry> {
    if chunks.is_empty() {
        errors.push(SpanRange::call_site(), "no handlers\n\nhelp: write routes![get(list_users)]");
    }
    let mut entries: Vec<Entry> = Vec::new();
    for chunk in chunks {
        let Some((conditions, chunk)) = condition::split(chunk, errors) else { continue };
        let (name, arguments, rest) = match call(&chunk, adapter) {
            Ok(call) => call,
            Err((span, message)) => {
                errors.push(span, message);
                continue;
            }
        };
        let entry = match entry(name, arguments).and_then(|(methods, handler)| {
            Ok(Entry { conditions, methods, handler, layers: layers(rest, name, adapter.wrapper())? })
        }) {
            Ok(entry) => entry,
            Err(error) => {
                errors.push_syn(&error);
                continue;
            }
        };
        // Entries with conditions may exclude each other.
        let certain = || entries.iter().filter(|other| other.conditions.is_empty() && entry.conditions.is_empty());
        let twice = certain().filter_map(|other| other.methods.name()).any(|other| Some(other) == entry.methods.name());
        if twice {
            errors.push(name.span(), mistake::twice(&name.to_string()));
        } else {
            entries.push(entry);
        }
    }
    entries
}

/// Splits `name(arguments)` and the tokens after it.
fn call(chunk: &Chunk, adapter: Adapter) -> Result<(&Ident, &Group, &[TokenTree]), (SpanRange, String)> {
    match chunk.tokens() {
        [] => Err((chunk.span, "expected a handler before this comma".to_owned())),
        [TokenTree::Ident(name), TokenTree::Group(arguments), rest @ ..]
            if arguments.delimiter() == Delimiter::Parenthesis =>
        {
            let method = name.to_string();
            let is_of_adapter = match adapter {
                Adapter::Axum => method == "on",
                Adapter::Actix => method == "query",
            };
            if is_of_adapter || method == "any" || mistake::METHODS.contains(&method.as_str()) {
                Ok((name, arguments, rest))
            } else {
                Err((name.span().into(), mistake::unknown_method(&method, adapter)))
            }
        }
        tokens => Err((chunk.span, mistake::no_method(tokens))),
    }
}

fn entry(name: &Ident, arguments: &Group) -> syn::Result<(Methods, Handler)> {
    let method = name.to_string();
    let one = || match method.as_str() {
        "any" => Methods::Any(name.clone()),
        method => Methods::One(Ident::new(&method.to_ascii_uppercase(), name.span())),
    };
    if method != "on"
        && let Some(path) = plain(arguments.stream())
    {
        return Ok((one(), Handler::of_path(path)));
    }
    let parser = |content: ParseStream<'_>| {
        let methods = if method == "on" { Methods::On(filter(content)?) } else { one() };
        Ok((methods, handler(content, &method)?))
    };
    match parser.parse2(arguments.stream()) {
        Err(_) if arguments.stream().is_empty() => Err(syn::Error::new(arguments.span(), mistake::no_handler(&method))),
        parsed => parsed,
    }
}

/// Returns the path of a handler without generic arguments, as most are. That is much faster than parsing an expression.
pub(crate) fn plain(tokens: TokenStream) -> Option<Path> {
    let is_plain = |token: TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(&token, ':');
    if !tokens.clone().into_iter().all(is_plain) {
        return None;
    }
    Path::parse_mod_style.parse2(tokens).ok().filter(mistake::is_of_function)
}

fn filter(content: ParseStream<'_>) -> syn::Result<Expr> {
    let filter = content.parse::<Expr>()?;
    if content.parse::<Option<Token![,]>>()?.is_none() || content.is_empty() {
        let message = "expected a filter and a handler\n\nhelp: write on(filter, handler)";
        return Err(syn::Error::new_spanned(filter, message));
    }
    Ok(filter)
}

fn handler(content: ParseStream<'_>, method: &str) -> syn::Result<Handler> {
    let tokens: Vec<_> = content.fork().parse::<TokenStream>()?.into_iter().collect();
    let handler = content.parse::<Expr>().map_err(|error| match mistake::span_after_as(&tokens) {
        Some(span) => syn::Error::new(span, mistake::NO_COMPANION),
        None => error,
    })?;
    content.parse::<Option<Token![,]>>()?;
    if !content.is_empty() {
        let rest = content.parse::<TokenStream>()?;
        return Err(syn::Error::new_spanned(rest, mistake::several_handlers(method)));
    }
    Handler::of(handler, method)
}

/// Parses `.layer(…)`, any number of times.
fn layers(tokens: &[TokenTree], name: &Ident, wrapper: &str) -> syn::Result<Vec<Expr>> {
    let name = name.to_string();
    match tokens {
        [first, ..] if !is_punct(first, '.') => {
            return Err(syn::Error::new(first.span(), "expected a comma before this"));
        }
        [dot] => return Err(syn::Error::new(dot.span(), mistake::no_layer(&name, wrapper))),
        _ => {}
    }
    let parser = |input: ParseStream<'_>| {
        let mut layers = Vec::new();
        while !input.is_empty() {
            layers.push(layer(input, &name, wrapper)?);
        }
        Ok(layers)
    };
    parser.parse2(tokens.iter().cloned().collect())
}

fn layer(input: ParseStream<'_>, name: &str, wrapper: &str) -> syn::Result<Expr> {
    // syn reports tokens that are not parsed instead of the error.
    let error = |span, message| {
        input.parse::<TokenStream>()?;
        Err(syn::Error::new(span, message))
    };
    input.parse::<Token![.]>()?;
    let call = input.parse::<Ident>()?;
    if call != wrapper {
        return error(call.span(), mistake::no_such_call(&call.to_string(), name, wrapper));
    }
    if !input.peek(syn::token::Paren) {
        return error(call.span(), mistake::no_layer(name, wrapper));
    }
    let content;
    let parentheses = parenthesized!(content in input);
    if content.is_empty() {
        return error(parentheses.span.join(), mistake::no_layer(name, wrapper));
    }
    let layer = content.call(Expr::parse)?;
    content.parse::<Option<Token![,]>>()?;
    if content.is_empty() {
        Ok(layer)
    } else {
        Err(content.error(format!("expected one {}", mistake::wrapped_in(wrapper))))
    }
}
