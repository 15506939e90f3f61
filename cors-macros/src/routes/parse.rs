//! The entries of `routes!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{
    Expr, ExprCast, ExprPath, Ident, Path, PathArguments, Token, Type, TypePath, parenthesized,
    parse::{Parse, ParseStream, Parser},
};

use super::{condition, mistake};
use crate::syntax::tokens::is_punct;
use crate::{
    adapter::Adapter,
    report::{errors::Errors, place::Place},
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
    /// The companion, where it has a name of its own.
    companion: Option<Path>,
}

impl Handler {
    /// Of a path that is but names.
    pub(super) fn plain(path: Path) -> Self {
        Handler { function: ExprPath { attrs: Vec::new(), qself: None, path }, companion: None }
    }

    /// The path by which the companion is found: of `list::<Postgres>` as of all of a generic handler's instances.
    pub(super) fn companion(&self) -> Path {
        let mut path = self.companion.as_ref().unwrap_or(&self.function.path).clone();
        for segment in &mut path.segments {
            segment.arguments = PathArguments::None;
        }
        path
    }

    /// Whether the companion is found by another path than the function.
    pub(super) fn has_own_companion(&self) -> bool {
        self.companion.is_some()
    }

    /// `method`: for the messages.
    pub(super) fn of(handler: Expr, method: &str) -> syn::Result<Self> {
        match handler {
            // What came through a `macro_rules!` parameter.
            Expr::Group(group) => Handler::of(*group.expr, method),
            Expr::Path(path) if is_function(&path) => Ok(Handler { function: path, companion: None }),
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

fn is_function(path: &ExprPath) -> bool {
    path.qself.is_none() && mistake::is_of_function(&path.path)
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
    /// The name of a function that can stand only once for one path.
    fn name(&self) -> Option<&Ident> {
        match self {
            Methods::One(name) | Methods::Any(name) => Some(name),
            Methods::On(_) => None,
        }
    }
}

pub(crate) fn entries(chunks: Vec<Chunk>, adapter: Adapter, errors: &mut Errors) -> Vec<Entry> {
    if chunks.is_empty() {
        errors.push(Place::call_site(), "no handlers\n\nhelp: write routes![get(list_users)]");
    }
    let mut entries: Vec<Entry> = Vec::new();
    for chunk in chunks {
        let Some((conditions, chunk)) = condition::split(chunk, errors) else { continue };
        let (name, arguments, rest) = match call(&chunk, adapter) {
            Ok(call) => call,
            Err((place, message)) => {
                errors.push(place, message);
                continue;
            }
        };
        let entry = match entry(name, arguments).and_then(|(methods, handler)| {
            Ok(Entry { conditions, methods, handler, layers: layers(rest, name, adapter.wrapper())? })
        }) {
            Ok(entry) => entry,
            Err(error) => {
                errors.push_syntax(&error);
                continue;
            }
        };
        // Of entries under conditions, not all may be there.
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

/// `name(arguments)` and whatever follows.
fn call(chunk: &Chunk, adapter: Adapter) -> Result<(&Ident, &Group, &[TokenTree]), (Place, String)> {
    match chunk.tokens() {
        [] => Err((chunk.place, "expected a handler in front of this comma".to_owned())),
        [TokenTree::Ident(name), TokenTree::Group(arguments), rest @ ..]
            if arguments.delimiter() == Delimiter::Parenthesis =>
        {
            let method = name.to_string();
            if (method == "on" && adapter == Adapter::Axum)
                || method == "any"
                || mistake::METHODS.contains(&method.as_str())
            {
                Ok((name, arguments, rest))
            } else {
                Err((name.span().into(), mistake::unknown_method(&method, adapter.other_methods())))
            }
        }
        tokens => Err((chunk.place, mistake::no_method(tokens))),
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
        return Ok((one(), Handler::plain(path)));
    }
    let parser = |content: ParseStream<'_>| {
        let methods = if method == "on" { Methods::On(filter(content)?) } else { one() };
        Ok((methods, handler(content, name)?))
    };
    match parser.parse2(arguments.stream()) {
        Err(_) if arguments.stream().is_empty() => {
            Err(syn::Error::new(arguments.span(), mistake::no_handler(&name.to_string())))
        }
        parsed => parsed,
    }
}

/// The path of a handler, where it is but names, as most are: a parser of expressions takes much longer to find that.
pub(super) fn plain(tokens: TokenStream) -> Option<Path> {
    let is_plain = |token: TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(&token, ':');
    if !tokens.clone().into_iter().all(is_plain) {
        return None;
    }
    Path::parse_mod_style.parse2(tokens).ok().filter(mistake::is_of_function)
}

fn filter(content: ParseStream<'_>) -> syn::Result<Expr> {
    let filter = content.parse::<Expr>()?;
    if content.parse::<Option<Token![,]>>()?.is_none() || content.is_empty() {
        return Err(syn::Error::new_spanned(
            filter,
            "expected a filter and a handler\n\nhelp: write on(filter, handler)",
        ));
    }
    Ok(filter)
}

fn handler(content: ParseStream<'_>, name: &Ident) -> syn::Result<Handler> {
    let tokens: Vec<_> = content.fork().parse::<TokenStream>()?.into_iter().collect();
    let handler = content.parse::<Expr>().map_err(|error| match mistake::behind_as(&tokens) {
        Some(place) => syn::Error::new(place, mistake::NO_COMPANION),
        None => error,
    })?;
    content.parse::<Option<Token![,]>>()?;
    if !content.is_empty() {
        let rest = content.parse::<TokenStream>()?;
        return Err(syn::Error::new_spanned(rest, mistake::several_handlers(&name.to_string())));
    }
    Handler::of(handler, &name.to_string())
}

/// `.layer(…)`, any number of times.
fn layers(tokens: &[TokenTree], name: &Ident, wrapper: &str) -> syn::Result<Vec<Expr>> {
    let name = name.to_string();
    if let Some(token) = tokens.first().filter(|token| !is_punct(token, '.')) {
        return Err(syn::Error::new(token.span(), "expected a comma in front of this"));
    }
    if let [dot] = tokens {
        return Err(syn::Error::new(dot.span(), mistake::no_layer(&name, wrapper)));
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
    input.parse::<Token![.]>()?;
    let call = input.parse::<Ident>()?;
    if call != wrapper {
        input.parse::<TokenStream>()?;
        return Err(syn::Error::new(call.span(), mistake::no_such_call(&call.to_string(), name, wrapper)));
    }
    if !input.peek(syn::token::Paren) {
        input.parse::<TokenStream>()?;
        return Err(syn::Error::new(call.span(), mistake::no_layer(name, wrapper)));
    }
    let content;
    let parentheses = parenthesized!(content in input);
    if content.is_empty() {
        input.parse::<TokenStream>()?;
        return Err(syn::Error::new(parentheses.span.join(), mistake::no_layer(name, wrapper)));
    }
    let layer = content.call(Expr::parse)?;
    content.parse::<Option<Token![,]>>()?;
    if content.is_empty() {
        Ok(layer)
    } else {
        Err(content.error(format!("expected one {}", mistake::wrapped_in(wrapper))))
    }
}
