//! The route attributes of actix below `#[cors]`. They are parsed, and not expanded: actix would replace the function by a service
//! that can be mounted without its policy.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Path, Token,
    parse::{ParseStream, Parser},
};

use super::pattern;
use crate::report::{errors::Errors, span_range::SpanRange};
use crate::syntax::tokens::{ends_with, is_punct};

/// A route attribute. Every argument has actix's meaning.
pub(crate) struct Route {
    pub(crate) path: LitStr,
    pub(crate) name: Option<LitStr>,
    pub(crate) methods: Vec<LitStr>,
    pub(crate) guards: Vec<Path>,
    pub(crate) wrappers: Vec<Expr>,
}

/// The routes of a handler.
pub(crate) struct Routes {
    /// The routes that could be parsed.
    pub(crate) routes: Vec<Route>,
    /// The paths of all route attributes.
    pub(crate) names: Vec<Path>,
}

impl Routes {
    /// Returns whether the handler is mounted for `POST`.
    pub(crate) fn are_for_post(&self) -> bool {
        self.routes.iter().flat_map(|route| &route.methods).any(|method| method.value() == "POST")
    }
}

/// actix's attributes for one method.
const METHODS: [&str; 10] = ["connect", "delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// Removes the route attributes of an item. Returns the item, and `None` if it has none.
pub(crate) fn take(item: TokenStream, errors: &mut Errors) -> (TokenStream, Option<Routes>) {
    let (item, attributes) = split(item);
    if attributes.is_empty() {
        return (item, None);
    }
    let names = attributes.iter().map(|attribute| attribute.path().clone()).collect();
    let (several, single): (Vec<_>, Vec<_>) =
        attributes.iter().partition(|attribute| ends_with(attribute.path(), &["routes"]));
    match (several.as_slice(), single.as_slice()) {
        ([], [_, second, ..]) => {
            let message = "two route attributes\n\nhelp: write `#[routes]` above the two, or `#[route(\"/…\", method = \"GET\", method = \"POST\")]`";
            errors.push(SpanRange::of_node(second), message);
        }
        ([several, ..], []) => {
            let message = "`#[routes]` without a route\n\nhelp: write `#[get(\"/…\")]` or the like below `#[routes]`";
            errors.push(SpanRange::of_node(several), message);
        }
        _ => {}
    }
    let mut routes = Vec::new();
    for attribute in single {
        if !several.is_empty() && ends_with(attribute.path(), &["route"]) {
            let message = "`#[routes]` is for `#[get(\"/…\")]` and the like\n\nhelp: remove `#[routes]`";
            errors.push(SpanRange::of_node(attribute), message);
            continue;
        }
        match route(attribute, errors) {
            Ok(route) => routes.push(route),
            Err(error) => errors.push_syn(&error),
        }
    }
    (item, Some(Routes { routes, names }))
}

/// Splits off the route attributes among the attributes of an item. The other tokens stay as they are.
fn split(item: TokenStream) -> (TokenStream, Vec<Attribute>) {
    let (mut rest, mut routes) = (TokenStream::new(), Vec::new());
    let mut tokens = item.into_iter().peekable();
    while let Some(hash) = tokens.next_if(|token| is_punct(token, '#')) {
        let is_bracket =
            |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        let pair: TokenStream = [hash].into_iter().chain(tokens.next_if(is_bracket)).collect();
        match Attribute::parse_outer.parse2(pair.clone()) {
            Ok(attributes) if attributes.iter().any(is_route) => routes.extend(attributes),
            _ => rest.extend(pair),
        }
    }
    rest.extend(tokens);
    (rest, routes)
}

/// Returns whether an attribute is a route attribute, by the last segment of its path, as in `#[actix_web::get]`.
fn is_route(attribute: &Attribute) -> bool {
    ends_with(attribute.path(), &METHODS) || ends_with(attribute.path(), &["route", "routes"])
}

/// Parses a route attribute. Errors in its arguments are pushed to `errors`.
fn route(attribute: &Attribute, errors: &mut Errors) -> syn::Result<Route> {
    let error = |message: String| syn::Error::new_spanned(attribute, message);
    let name = attribute.path().segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let (path, options) = match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => attribute.parse_args_with(arguments)?,
        Meta::NameValue(_) => {
            return Err(error(format!("expected the path in parentheses\n\nhelp: write #[{name}(\"/…\")]")));
        }
        _ => return Err(error(format!("the route has no path\n\nhelp: write #[{name}(\"/…\")]"))),
    };
    if let Some(problem) = pattern::problem(&path.value()) {
        errors.push(path.span(), problem);
    }
    let is_for_one = METHODS.contains(&name.as_str());
    let method = is_for_one.then(|| LitStr::new(&name.to_ascii_uppercase(), proc_macro2::Span::call_site()));
    let has_method = is_for_one || options.iter().any(|option| option.path.is_ident("method"));
    let mut route =
        Route { path, name: None, methods: Vec::from_iter(method), guards: Vec::new(), wrappers: Vec::new() };
    for option in options {
        if let Err(error) = argument(&mut route, option, is_for_one) {
            errors.push_syn(&error);
        }
    }
    if has_method {
        Ok(route)
    } else {
        Err(error("the route has no method\n\nhelp: write `method = \"GET\"` after the path".to_owned()))
    }
}

fn arguments(input: ParseStream<'_>) -> syn::Result<(LitStr, Vec<MetaNameValue>)> {
    let path = input.parse::<LitStr>().map_err(|error| syn::Error::new(error.span(), "expected a path: `\"/…\"`"))?;
    if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
        return Err(input.error("expected a comma before this"));
    }
    if let Some((second, _)) = input.cursor().literal() {
        let message = "two paths\n\nhelp: write `#[routes]`, and one `#[get(\"/…\")]` for each path";
        return Err(syn::Error::new(second.span(), message));
    }
    let options = input.parse_terminated(option, Token![,])?;
    Ok((path, options.into_iter().collect()))
}

fn option(input: ParseStream<'_>) -> syn::Result<MetaNameValue> {
    let ahead = input.fork();
    let has_value = ahead.parse::<Path>().is_err()
        || (ahead.parse::<Token![=]>().is_ok() && !ahead.is_empty() && !ahead.peek(Token![,]));
    if has_value {
        return input.parse();
    }
    let name = input.parse::<Path>()?;
    let message = expected(&name).unwrap_or_else(|| unknown(&name));
    Err(syn::Error::new_spanned(name, message))
}

fn unknown(name: &Path) -> String {
    let name = name.to_token_stream();
    format!("unknown argument `{name}`\n\nnote: a route attribute takes `name`, `guard`, `wrap` and `method`")
}

/// Describes the value of an argument; `None` if it is unknown.
fn expected(name: &Path) -> Option<String> {
    let value = match name.get_ident()?.to_string().as_str() {
        "name" => "a name for the resource: `name = \"users\"`",
        "guard" => "the path of a function, as a string: `guard = \"is_admin\"`",
        "wrap" => "middleware, as a string: `wrap = \"Logger::default()\"`",
        "method" => "a method: `method = \"GET\"`",
        _ => return None,
    };
    Some(format!("expected {value}"))
}

fn argument(route: &mut Route, option: MetaNameValue, is_for_one: bool) -> syn::Result<()> {
    let name = option.path.to_token_stream().to_string();
    let Some(expected) = expected(&option.path) else {
        let message = unknown(&option.path);
        return Err(syn::Error::new_spanned(option.path, message));
    };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &option.value else {
        return Err(syn::Error::new_spanned(option.value, expected));
    };
    let malformed = |_| syn::Error::new(text.span(), &expected);
    match name.as_str() {
        "name" => route.name = Some(text.clone()),
        "guard" => route.guards.push(text.parse().map_err(malformed)?),
        "wrap" => route.wrappers.push(text.parse().map_err(malformed)?),
        _ if is_for_one => {
            let message = "the attribute already has a method\n\nhelp: for several methods write `#[route(\"/…\", method = \"GET\", method = \"POST\")]`";
            return Err(syn::Error::new_spanned(option, message));
        }
        _ => route.methods.push(method(text, &route.methods)?),
    }
    Ok(())
}

fn method(text: &LitStr, before: &[LitStr]) -> syn::Result<LitStr> {
    let method = text.value();
    let problem = if method.is_empty() || !method.chars().all(|c| c.is_ascii_alphabetic()) {
        "expected one method, in upper case: `method = \"GET\"`".to_owned()
    } else if !method.chars().all(|c| c.is_ascii_uppercase()) {
        format!("a method is written in upper case\n\nhelp: write {:?}", method.to_ascii_uppercase())
    } else if before.iter().any(|other| other.value() == method) {
        format!("`{method}` is given twice\n\nhelp: keep one of the two")
    } else {
        return Ok(text.clone());
    };
    Err(syn::Error::new(text.span(), problem))
}
