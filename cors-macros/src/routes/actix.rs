//! `routes![list, module::create]` and `routes![get(list), post(create)]` of actix.
//!
//! Handlers under route attributes say themselves where they are mounted; the others are mounted by hand, one path at a time.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{ExprPath, Path, parse::Parser};

use super::{
    expand::{endpoint_name, name_span, without_arguments},
    mistake,
    parse::{Entry, Methods, entries, plain},
};
use crate::{adapter::Adapter, attribute::tokens::Chunk, errors::Errors, place::Place};

/// An expression of the adapter's `Services` or `Routes`.
pub(super) fn routes(chunks: Vec<Chunk>, errors: &mut Errors) -> TokenStream {
    if chunks.is_empty() {
        errors.push(Place::call_site(), "no handlers\n\nhelp: write routes![list_users]");
        return services(&[]);
    }
    let (calls, handlers): (Vec<_>, Vec<_>) = chunks.into_iter().partition(is_call);
    if handlers.is_empty() {
        return by_hand(&entries(calls, Adapter::Actix, errors));
    }
    for call in &calls {
        let message = "a handler that is mounted by hand, among handlers that say themselves where they are mounted\n\n\
                       help: mount it for itself: cors_actix::resource(\"/…\").route(routes![…])";
        errors.push(call.place, message);
    }
    let handlers: Vec<Path> = handlers.iter().filter_map(|chunk| handler(chunk, errors)).collect();
    services(&handlers)
}

/// `get(…)`, with whatever follows.
fn is_call(chunk: &Chunk) -> bool {
    matches!(chunk.tokens(), [TokenTree::Ident(_), TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis)
}

fn handler(chunk: &Chunk, errors: &mut Errors) -> Option<Path> {
    if let Some(path) = plain(chunk.tokens().iter().cloned().collect()) {
        return Some(path);
    }
    let message = match chunk.tokens() {
        [] => "expected a handler in front of this comma".to_owned(),
        tokens => match <ExprPath as syn::parse::Parse>::parse.parse2(tokens.iter().cloned().collect()) {
            Ok(handler) if handler.qself.is_none() && mistake::is_of_function(&handler.path) => {
                return Some(handler.path);
            }
            _ if matches!(tokens, [TokenTree::Punct(bar), ..] if bar.as_char() == '|') => mistake::closure("get"),
            _ => mistake::no_path("get"),
        },
    };
    errors.push(chunk.place, message);
    None
}

fn services(handlers: &[Path]) -> TokenStream {
    let services = handlers.iter().map(|handler| {
        // Where the handler has no route, that is all that is to be said.
        let mount = of_companion(handler, "HasRoute", "MOUNT");
        let constant = Adapter::Actix.constant(true, Span::call_site());
        let services = quote!(::cors_actix::__private::Services::of(#mount, <CorsEndpoint>::#constant));
        with_companion(handler, &services)
    });
    chain(services, "with").unwrap_or_else(|| quote!(::cors_actix::__private::Services::new()))
}

fn by_hand(entries: &[Entry]) -> TokenStream {
    let routes = entries.iter().map(|Entry { methods, handler, layers }| {
        let routes = of_companion(&handler.path, "HasNoRoute", "ROUTES");
        let place = located(&handler.path);
        let constant = Adapter::Actix.constant(false, place);
        // What its type tells is said at the handler's name.
        let companion = quote_spanned!(place=> <CorsEndpoint>::#constant);
        // So is what rustc says of a type among the handler's arguments, which it says at the call.
        let (on, on_route, any) =
            (quote_spanned!(place=> .__on), quote_spanned!(place=> .__on_route), quote_spanned!(place=> .__any));
        let route = || {
            let to = quote_spanned!(place=> .to);
            quote!(::cors_actix::__private::Route::new() #to(#handler) #(.wrap(#layers))*)
        };
        let mounted = match methods {
            Methods::One(method) => {
                let method = method.to_string();
                if layers.is_empty() {
                    quote!(#routes #on(#method, #companion, #handler))
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
        with_companion(&handler.path, &mounted)
    });
    chain(routes, "merge").unwrap_or_else(|| quote!(::cors_actix::Routes::new()))
}

/// `first.call(second).call(third)`, of what are the insides of blocks, for a block.
fn chain(mut parts: impl Iterator<Item = TokenStream>, call: &str) -> Option<TokenStream> {
    let first = parts.next()?;
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return Some(first);
    }
    let call = Ident::new(call, Span::call_site());
    Some(quote!({ #first } #(.#call({ #parts }))*))
}

/// What the companion of a handler is to be, by that trait's constant: an error about it is at the handler's name.
fn of_companion(handler: &Path, what: &str, constant: &str) -> TokenStream {
    let (what, constant) = (Ident::new(what, Span::call_site()), Ident::new(constant, Span::call_site()));
    let (annotated, what) = (quote!(::cors_actix::__private::Annotated), quote!(::cors_actix::__private::#what));
    let name = endpoint_name(handler);
    quote_spanned!(name.span()=> <<#name as #annotated>::Route as #what>::#constant)
}

/// The inside of a block in which `CorsEndpoint` is the companion of a handler.
///
/// Where there is none, rustc's "expected type, found function" would not say what to do. So the outer block defines the name as
/// well: the inner import takes whatever namespaces the handler has, and otherwise the outer name remains, whose missing trait
/// has a message. It comes from a glob, as every name in an import is one more item.
fn with_companion(handler: &Path, content: &TokenStream) -> TokenStream {
    let companion = without_arguments(handler);
    let import = quote_spanned!(located(handler)=> use #companion as CorsEndpoint;);
    quote! {
        use ::cors_actix::__private::fallback::*;
        {
            #import
            #content
        }
    }
}

/// A place for errors, where lints still know that a macro wrote this.
fn located(handler: &Path) -> Span {
    Span::call_site().located_at(name_span(handler))
}
