//! `routes![list, module::create]` and `routes![get(list), post(create)]` of actix.
//!
//! Handlers under route attributes say themselves where they are mounted; the others are mounted by hand, one path at a time.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{ExprPath, Path, parse::Parser, spanned::Spanned};

use super::{
    expand::{companion, endpoint_name, with_endpoint},
    mistake,
    parse::{Entry, Methods, entries},
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
        let checked = checked(&endpoint_name(handler), "HasRoute");
        let content = quote! {
            #checked
            #[allow(unused_imports)]
            use ::cors_actix::__private::{Mountable as _, NoPolicy as _, NotMountable as _};
            let _ = <CorsEndpoint>::cors_policy_is_never_mounted;
            ::cors_actix::__private::Probe(CorsEndpoint {}).service()
        };
        let service = with_endpoint(handler, Adapter::Actix, &content);
        // Where the handler has no route, that is all that is to be said.
        quote_spanned!(handler.span()=> .with({ #service }))
    });
    quote!(::cors_actix::__private::Services::new() #(#services)*)
}

fn by_hand(entries: &[Entry]) -> TokenStream {
    let routes = entries.iter().map(|Entry { methods, handler, layers }| {
        let checked = checked(&endpoint_name(&handler.path), "HasNoRoute");
        let checks = quote! {
            #checked
            #[allow(unused_imports)]
            use ::cors_actix::__private::NoPolicy as _;
        };
        let companion = companion(&handler.path, &checks, Adapter::Actix);
        let route = quote!(::cors_actix::__private::Route::new().to(#handler) #(.wrap(#layers))*);
        match methods {
            Methods::One(method) => {
                let method = method.to_string();
                quote!(.__on(#method, #companion, #route))
            }
            Methods::Any(_) | Methods::On(_) => quote!(.__any(#companion, #route)),
        }
    });
    quote!(::cors_actix::Routes::new() #(#routes)*)
}

/// The check that a handler has a companion, and that this one is `what`, at the handler's name.
fn checked(name: &Ident, what: &str) -> TokenStream {
    let (adapter, what) = (Adapter::Actix.krate(), Ident::new(what, Span::call_site()));
    let (annotated, what) = (quote!(::#adapter::__private::Annotated), quote!(::#adapter::__private::#what));
    quote_spanned!(name.span()=> let () = <<#name as #annotated>::Route as #what>::CHECKED;)
}
