//! `routes![list, module::create]` and `routes![get(list), post(create)]` of actix.
//!
//! Handlers under route attributes say themselves where they are mounted; the others are mounted by hand, one path at a time.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Expr;

use super::{
    condition,
    expand::{Alias, located, name_span},
    mistake,
    parse::{Entry, Handler, Methods, entries, plain},
};
use crate::syntax::tokens::is_punct;
use crate::{
    adapter::Adapter,
    report::{errors::Errors, place::Place},
    syntax::chunks::Chunk,
};

/// An expression of the `Services` or `Routes` of the adapter `path`.
pub(super) fn routes(chunks: Vec<Chunk>, path: &TokenStream, errors: &mut Errors) -> TokenStream {
    if chunks.is_empty() {
        errors.push(Place::call_site(), "no handlers\n\nhelp: write routes![list_users]");
        return services(&[], path);
    }
    let (calls, handlers): (Vec<_>, Vec<_>) = chunks.into_iter().partition(is_call);
    if handlers.is_empty() {
        return by_hand(&entries(calls, Adapter::Actix, errors), path);
    }
    for call in &calls {
        let message = "a handler that is mounted by hand, among handlers that say themselves where they are mounted\n\n\
                       help: mount it for itself: cors_actix::resource(\"/…\").route(routes![…])";
        errors.push(call.place, message);
    }
    let handlers: Vec<_> = handlers
        .into_iter()
        .filter_map(|chunk| {
            let (conditions, chunk) = condition::split(chunk, errors)?;
            Some((conditions, handler(&chunk, errors)?))
        })
        .collect();
    services(&handlers, path)
}

/// `get(…)`, with whatever follows.
fn is_call(chunk: &Chunk) -> bool {
    let mut tokens = chunk.tokens();
    while let [hash, TokenTree::Group(_), behind @ ..] = tokens
        && is_punct(hash, '#')
    {
        tokens = behind;
    }
    matches!(tokens, [TokenTree::Ident(_), TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis)
}

fn handler(chunk: &Chunk, errors: &mut Errors) -> Option<Handler> {
    let tokens = || chunk.tokens().iter().cloned().collect::<TokenStream>();
    if let Some(path) = plain(tokens()) {
        return Some(Handler::plain(path));
    }
    let message = match chunk.tokens() {
        [] => "expected a handler in front of this comma".to_owned(),
        [TokenTree::Punct(bar), ..] if bar.as_char() == '|' => mistake::closure("get"),
        _ => match syn::parse2::<Expr>(tokens()) {
            Ok(expression @ (Expr::Path(_) | Expr::Cast(_))) => match Handler::of(expression, "get") {
                Ok(handler) => return Some(handler),
                Err(error) => {
                    errors.push_syntax(&error);
                    return None;
                }
            },
            _ if mistake::behind_as(chunk.tokens()).is_some() => mistake::NO_COMPANION.to_owned(),
            _ => mistake::no_path("get"),
        },
    };
    errors.push(chunk.place, message);
    None
}

fn services(handlers: &[(TokenStream, Handler)], path: &TokenStream) -> TokenStream {
    let services = handlers.iter().map(|(conditions, handler)| {
        let (companion, function) = (handler.companion(), &handler.function);
        let alias = Alias::beside(quote!(#companion #function));
        let name = alias.at(name_span(&companion));
        // Where the handler has no route, that is all that is to be said.
        let mount = of_companion(&name, "HasRoute", "MOUNT", path);
        let constant = Adapter::Actix.constant(true, Span::call_site());
        // One import brings both, and one mistake in its path is one error.
        let function = if handler.has_own_companion() { quote!(#function) } else { quote!(#name) };
        let services = quote!((#path::__private::Services::of)(#mount, <#name>::#constant, #function));
        (conditions, alias.scope(&companion, &services, path))
    });
    merged(services, &quote!(#path::__private::services))
}

fn by_hand(entries: &[Entry], path: &TokenStream) -> TokenStream {
    let routes = entries.iter().map(|Entry { conditions, methods, handler, layers }| {
        let (import, function) = (handler.companion(), &handler.function);
        let alias = Alias::beside(quote!(#import #function #(#layers)*));
        let name = alias.at(name_span(&import));
        let routes = of_companion(&name, "HasNoRoute", "ROUTES", path);
        let place = located(&import);
        let constant = Adapter::Actix.constant(false, place);
        // What its type tells is said at the handler's name, and so is what rustc says at the call of a type among its arguments.
        let companion = quote_spanned!(place=> <#name>::#constant);
        let (on, on_route, any) =
            (quote_spanned!(place=> .__on), quote_spanned!(place=> .__on_route), quote_spanned!(place=> .__any));
        let route = || {
            let to = quote_spanned!(place=> .to);
            quote!((#path::__private::Route::new()) #to(#path::__private::annotated(&#companion, #function)) #(.wrap(#layers))*)
        };
        let mounted = match methods {
            Methods::One(method) => {
                let method = method.to_string();
                if layers.is_empty() {
                    quote!(#routes #on(#method, #companion, #function))
                } else {
                    let route = route();
                    quote!(#routes #on_route(#method, #companion, #route))
                }
            }
            Methods::Any(_) | Methods::On(_) => {
                let route = route();
                quote!(#routes #any(#companion, #route))
            }
        };
        (conditions, alias.scope(&import, &mounted, path))
    });
    merged(routes, &quote!(#path::__private::routes))
}

/// The parts, which are the insides of blocks, put together by a function.
fn merged<'a>(parts: impl Iterator<Item = (&'a TokenStream, TokenStream)>, merge: &TokenStream) -> TokenStream {
    let parts: Vec<_> = parts.collect();
    if let [(conditions, part)] = parts.as_slice()
        && conditions.is_empty()
    {
        return part.clone();
    }
    let parts = parts.into_iter().map(|(conditions, part)| quote!(#conditions { #part }));
    quote!((#merge)([#(#parts),*]))
}

/// What the companion of a handler is to be, by that trait's constant: an error about it is at the handler's name.
fn of_companion(name: &Ident, what: &str, constant: &str, path: &TokenStream) -> TokenStream {
    let (what, constant) = (Ident::new(what, Span::call_site()), Ident::new(constant, Span::call_site()));
    let (annotated, what) = (quote!(#path::__private::Annotated), quote!(#path::__private::#what));
    quote_spanned!(name.span()=> <<#name as #annotated>::Route as #what>::#constant)
}
