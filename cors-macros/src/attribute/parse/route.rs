//! actix's route attributes, which stand below `#[cors]` and are read instead of being expanded: actix would make a service of
//! the function that hides it, and that can be mounted without its policy.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{
    Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Path, Token,
    parse::{ParseStream, Parser},
};

use super::pattern;
use crate::report::{errors::Errors, place::Place};
use crate::syntax::tokens::is_punct;

/// What one of them says. Every argument means what it means to actix.
pub(crate) struct Route {
    pub(crate) path: LitStr,
    pub(crate) name: Option<LitStr>,
    pub(crate) methods: Vec<LitStr>,
    pub(crate) guards: Vec<Path>,
    pub(crate) wrappers: Vec<Expr>,
}

/// The routes of a handler.
pub(crate) struct Routes {
    /// Those that could be read.
    pub(crate) routes: Vec<Route>,
    /// The names of all, as they were written.
    pub(crate) names: Vec<Path>,
}

/// actix's attributes for one method.
const METHODS: [&str; 10] = ["connect", "delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// Takes the route attributes off an item; `None`: it has none.
pub(crate) fn take(item: TokenStream, errors: &mut Errors) -> (TokenStream, Option<Routes>) {
    let (kept, taken) = split(item);
    if taken.is_empty() {
        return (kept, None);
    }
    let names = taken.iter().map(|attribute| attribute.path().clone()).collect();
    let several = taken.iter().find(|attribute| is_named(attribute, "routes"));
    let ordinary: Vec<_> = taken.iter().filter(|attribute| !is_named(attribute, "routes")).collect();
    match (several, ordinary.as_slice()) {
        (None, [_, second, ..]) => {
            let message = "a second route\n\nhelp: write `#[routes]` above the two, or `#[route(\"/…\", method = \"GET\", method = \"POST\")]`";
            errors.push(place(second), message);
        }
        (Some(several), []) => {
            errors.push(place(several), "no route\n\nhelp: write `#[get(\"/…\")]` or the like below `#[routes]`");
        }
        _ => {}
    }
    let mut routes = Vec::new();
    for attribute in ordinary {
        if several.is_some() && is_named(attribute, "route") {
            errors
                .push(place(attribute), "`#[routes]` is for `#[get(\"/…\")]` and the like\n\nhelp: remove `#[routes]`");
            continue;
        }
        match route(attribute, errors) {
            Ok(route) => routes.push(route),
            Err(error) => errors.push_syntax(&error),
        }
    }
    (kept, Some(Routes { routes, names }))
}

/// Cuts the route attributes out of the attributes that an item begins with. Whatever else is there stays as it was written.
fn split(item: TokenStream) -> (TokenStream, Vec<Attribute>) {
    let (mut kept, mut taken) = (TokenStream::new(), Vec::new());
    let mut tokens = item.into_iter().peekable();
    while let Some(hash) = tokens.next_if(|token| is_punct(token, '#')) {
        let is_attribute =
            matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
        let pair: TokenStream = [hash].into_iter().chain(tokens.next_if(|_| is_attribute)).collect();
        match Attribute::parse_outer.parse2(pair.clone()) {
            Ok(attributes) if attributes.iter().any(is_route) => taken.extend(attributes),
            _ => kept.extend(pair),
        }
    }
    kept.extend(tokens);
    (kept, taken)
}

/// By the last name of the path: `#[get]`, `#[actix_web::get]`, `#[web::get]`.
fn is_route(attribute: &Attribute) -> bool {
    METHODS.iter().chain(&["route", "routes"]).any(|name| is_named(attribute, name))
}

fn is_named(attribute: &Attribute, name: &str) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == name)
}

fn place(attribute: &Attribute) -> Place {
    let tokens: Vec<_> = quote::quote!(#attribute).into_iter().collect();
    Place::of(&tokens).unwrap_or_else(Place::call_site)
}

/// An error: what is wrong with the attribute as a whole. What is wrong with its arguments is in `errors`.
fn route(attribute: &Attribute, errors: &mut Errors) -> syn::Result<Route> {
    let name = attribute.path().segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let own = METHODS
        .contains(&name.as_str())
        .then(|| LitStr::new(&name.to_ascii_uppercase(), proc_macro2::Span::call_site()));
    let (path, options) = match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => attribute.parse_args_with(arguments)?,
        Meta::NameValue(_) => {
            let message = format!("expected the path in parentheses\n\nhelp: write #[{name}(\"/…\")]");
            return Err(syn::Error::new_spanned(attribute, message));
        }
        _ => return Err(syn::Error::new_spanned(attribute, format!("no path\n\nhelp: write #[{name}(\"/…\")]"))),
    };
    if let Some(problem) = pattern::problem(&path.value()) {
        errors.push(path.span(), problem);
    }
    let mut route = Route { path, name: None, methods: Vec::from_iter(own), guards: Vec::new(), wrappers: Vec::new() };
    let is_for_one = !route.methods.is_empty();
    let is_without = !is_for_one && !options.iter().any(|option| option.path.is_ident("method"));
    for option in options {
        if let Err(error) = argument(&mut route, option, is_for_one) {
            errors.push_syntax(&error);
        }
    }
    if is_without {
        return Err(syn::Error::new_spanned(attribute, "no method\n\nhelp: write `method = \"GET\"` behind the path"));
    }
    Ok(route)
}

fn arguments(input: ParseStream<'_>) -> syn::Result<(LitStr, Vec<MetaNameValue>)> {
    let path = input.parse::<LitStr>().map_err(|error| syn::Error::new(error.span(), "expected a path: `\"/…\"`"))?;
    if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
        return Err(input.error("expected a comma in front of this"));
    }
    if let Some((second, _)) = input.cursor().literal() {
        return Err(syn::Error::new(
            second.span(),
            "a second path\n\nhelp: write `#[routes]`, and one `#[get(\"/…\")]` for each path",
        ));
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
    let known = name.get_ident().filter(|name| ARGUMENTS.iter().any(|known| name == known));
    let message = known.map_or_else(|| unknown(&name), |name| format!("expected {}", expected(&name.to_string())));
    Err(syn::Error::new_spanned(name, message))
}

const ARGUMENTS: [&str; 4] = ["name", "guard", "wrap", "method"];

fn unknown(name: &Path) -> String {
    let name = quote::quote!(#name).to_string();
    format!("no argument `{name}`\n\nnote: a route attribute takes `name`, `guard`, `wrap` and `method`")
}

fn expected(name: &str) -> &'static str {
    match name {
        "name" => "a name for the resource: `name = \"users\"`",
        "guard" => "the path of a function, as a string: `guard = \"is_admin\"`",
        "wrap" => "middleware, as a string: `wrap = \"Logger::default()\"`",
        _ => "a method: `method = \"GET\"`",
    }
}

fn argument(route: &mut Route, option: MetaNameValue, is_for_one: bool) -> syn::Result<()> {
    let name = option.path.get_ident().map(ToString::to_string).unwrap_or_default();
    if !ARGUMENTS.contains(&name.as_str()) {
        let message = unknown(&option.path);
        return Err(syn::Error::new_spanned(option.path, message));
    }
    let expected = format!("expected {}", expected(&name));
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &option.value else {
        return Err(syn::Error::new_spanned(option.value, expected));
    };
    let unread = |_| syn::Error::new(text.span(), &expected);
    match name.as_str() {
        "name" => route.name = Some(text.clone()),
        "guard" => route.guards.push(text.parse().map_err(unread)?),
        "wrap" => route.wrappers.push(text.parse().map_err(unread)?),
        _ if is_for_one => {
            let message = "the attribute says the method already\n\nhelp: for several methods write `#[route(\"/…\", method = \"GET\", method = \"POST\")]`";
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
        format!("`{method}` is there already\n\nhelp: keep one of the two")
    } else {
        return Ok(text.clone());
    };
    Err(syn::Error::new(text.span(), problem))
}
