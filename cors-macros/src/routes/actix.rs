//! The expansion of actix's `routes![list, module::create]` and `routes![get(list), post(create)]`.
//!
//! Handlers with route attributes know their paths. The others are mounted by hand, on one path at a time.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Expr;

use super::{
    condition,
    expand::{Alias, constant, located, name_span},
    group::{self, GroupPolicy},
    mistake,
    parse::{Entry, Handler, Methods, entries, plain},
};
use crate::syntax::tokens::is_punct;
use crate::{
    adapter::Adapter,
    report::{errors::Errors, span_range::SpanRange},
    syntax::chunks::Chunk,
};

/// Returns an expression of type `Services` or `Routes`. `path` is that of the adapter.
/// `policy`: that of the group.
pub(super) fn routes(
    policy: Option<&GroupPolicy>,
    chunks: Vec<Chunk>,
    path: &TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    if chunks.is_empty() {
        errors.push(SpanRange::call_site(), "no handlers\n\nhelp: write routes![list_users]");
        return services(&[], path);
    }
    let (calls, handlers): (Vec<_>, Vec<_>) = chunks.into_iter().partition(is_call);
    if handlers.is_empty() {
        let routes = by_hand(&entries(calls, Adapter::Actix, errors), path);
        return group::of(policy, quote!(#path::__private::Routes<_>), &routes, path);
    }
    for call in &calls {
        let message = "an entry with a method, among handlers with route attributes\n\n\
                       help: mount it separately: cors_actix::resource(\"/…\").route(routes![…])";
        errors.push(call.span, message);
    }
    let handlers: Vec<_> = handlers
        .into_iter()
        .filter_map(|chunk| {
            let (conditions, chunk) = condition::split(chunk, errors)?;
            Some((conditions, handler(&chunk, errors)?))
        })
        .collect();
    group::of(policy, quote!(#path::__private::Services<_>), &services(&handlers, path), path)
}

/// Returns whether a chunk begins with `get(…)`, after its conditions.
fn is_call(chunk: &Chunk) -> bool {
    let mut tokens = chunk.tokens();
    while let [hash, TokenTree::Group(_), after @ ..] = tokens
        && is_punct(hash, '#')
    {
        tokens = after;
    }
    matches!(tokens, [TokenTree::Ident(_), TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis)
}

pub(super) fn handler(chunk: &Chunk, errors: &mut Errors) -> Option<Handler> {
    let tokens: TokenStream = chunk.tokens().iter().cloned().collect();
    if let Some(path) = plain(tokens.clone()) {
        return Some(Handler::of_path(path));
    }
    let message = match chunk.tokens() {
        [] => "expected a handler before this comma".to_owned(),
        [first, ..] if is_punct(first, '|') => mistake::closure("get"),
        _ => match syn::parse2::<Expr>(tokens) {
            Ok(expression @ (Expr::Path(_) | Expr::Cast(_))) => {
                return Handler::of(expression, "get").map_err(|error| errors.push_syn(&error)).ok();
            }
            _ if mistake::span_after_as(chunk.tokens()).is_some() => mistake::NO_COMPANION.to_owned(),
            _ => mistake::no_path("get"),
        },
    };
    errors.push(chunk.span, message);
    None
}

fn services(handlers: &[(TokenStream, Handler)], path: &TokenStream) -> TokenStream {
    let services = handlers.iter().map(|(conditions, handler)| (conditions, service(handler, path)));
    merged(services, &quote!(#path::__private::services))
}

/// Returns the content of a block whose value has the services of one handler.
pub(super) fn service(handler: &Handler, path: &TokenStream) -> TokenStream {
    let (companion, function) = (handler.companion(), &handler.function);
    let alias = Alias::beside(quote!(#companion #function));
    let name = alias.at(name_span(&companion));
    // This comes first, so that rustc reports only this for a handler without a route.
    let mount = associated(&name, ["WithRoute", "HasRoute", "MOUNT"], path);
    let span = located(&companion);
    // rustc reports a handler without a policy at its name.
    let value = constant(alias.at(Span::call_site()), Adapter::Actix, true, span);
    // One import brings both, so that a mistake in the path is one error.
    let function = if handler.has_own_companion() { quote!(#function) } else { quote!(#name) };
    let services = quote!((#path::__private::Services::of)(#mount, #value, #function));
    alias.scope(&companion, &services, path)
}

fn by_hand(entries: &[Entry], path: &TokenStream) -> TokenStream {
    let routes = entries.iter().map(|Entry { conditions, methods, handler, layers }| {
        let (import, handler) = (handler.companion(), &handler.function);
        let alias = Alias::beside(quote!(#import));
        let name = alias.at(name_span(&import));
        let is_by_hand = associated(&name, ["WithoutRoute", "HasNoRoute", "BY_HAND"], path);
        let span = located(&import);
        // rustc reports type errors of the companion, and of calls with it, at the handler's name.
        let companion = constant(alias.at(Span::call_site()), Adapter::Actix, false, span);
        let companion = alias.scope(&import, &quote!(let () = #is_by_hand; #companion), path);
        let companion = quote_spanned!(span=> { #companion });
        let route = Ident::new("route", Span::mixed_site());
        let wrap = quote!(|#route| #route #(.wrap(#layers))*);
        let mount = |function, arguments| {
            SpanRange::from(span).call_with_bounds(quote!(#path::__private::Entry), function, arguments)
        };
        // The bounds of these functions check the rule `forgeable`.
        let mounted = match methods {
            Methods::One(method) => {
                let method = method.to_string();
                let function = match (methods.are_for_post(), layers.is_empty()) {
                    (true, true) => "on_post",
                    (false, true) => "on",
                    (true, false) => "on_wrapped_post",
                    (false, false) => "on_wrapped",
                };
                let wrap = (!layers.is_empty()).then(|| quote!(, #wrap));
                mount(function, quote!(#method, #handler, #companion #wrap))
            }
            Methods::Any(_) | Methods::On(_) => mount("any", quote!(#handler, #companion, #wrap)),
        };
        (conditions, mounted)
    });
    merged(routes, &quote!(#path::__private::routes))
}

/// Merges parts, which are the contents of blocks, by a function.
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

/// Returns a constant of a trait that the companion's route has to implement; otherwise rustc reports an error at the handler's name.
/// The names are those of the trait of the companion, of its route, and of the constant.
fn associated(name: &Ident, names: [&str; 3], path: &TokenStream) -> TokenStream {
    let [companion, route, constant] = names.map(|name| Ident::new(name, Span::call_site()));
    let (companion, route) = (quote!(#path::__private::#companion), quote!(#path::__private::#route));
    let (start, end) = (quote_spanned!(name.span()=> <), quote_spanned!(name.span()=> ::<>));
    quote!(#start #start #name as #companion>::Route #end as #route>::#constant #end)
}
