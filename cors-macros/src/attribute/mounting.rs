//! What the companion of an actix handler can do besides: mount the handler where its route attribute says.

use cors_core::PolicyOption;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    expand::{Carries, path_of},
    item::{Item, ItemKind},
    options::Options,
    route::{Route, Routes},
};

/// Adds the mounting to a companion.
pub(super) fn with(
    companion: TokenStream,
    carries: Carries<'_>,
    subject: &Item,
    options: &Options,
    routes: Option<&Routes>,
) -> TokenStream {
    let Item { kind: ItemKind::Handler(_), ident, .. } = subject else { return companion };
    let adapter = &options.adapter;
    let Some(Routes { routes, names }) = routes else { return companion };
    let mounts = routes.iter().map(|route| mount(route, carries, subject, options));
    // Where one is missing, it is the attribute that is not in scope.
    let imports = names.iter().map(|name| quote_spanned!(located(name)=> #[allow(unused_imports)] use #name as _;));
    let (carries_for_route, not_narrowed) = not_narrowed(carries, subject, options);
    quote! {
        #companion
        #[allow(deprecated, non_local_definitions)]
        const _: () = {
            // The attributes are gone; their imports are used all the same.
            #(#imports)*
            #not_narrowed
            #[diagnostic::do_not_recommend]
            impl #adapter::CorsService for #ident {
                fn mount(self, __mounts: &mut #adapter::__private::Mounts) {
                    // Nothing else is in scope: arguments of the attribute are written by people, who do not know of it.
                    use #adapter::__private as __cors;
                    #carries_for_route
                    #(#mounts)*
                }
            }
            // For the lint: what mounts the handler is not to be unused as well.
            let _ = ::core::marker::PhantomData::<#ident>;
        };
    }
}

/// The check that the policy does not narrow, as a statement or as an item: what can be known from here needs none.
fn not_narrowed(carries: Carries<'_>, subject: &Item, options: &Options) -> (Option<TokenStream>, Option<TokenStream>) {
    let (ident, adapter) = (&subject.ident, &options.adapter);
    if let Carries::Named(path) = carries {
        let carried = quote_spanned!(path.span()=> <#path as #adapter::NamedPolicy>::Carried);
        let checked = quote_spanned!(path.span()=> let () = <#carried as __cors::CarriesForRoute>::CHECKED;);
        return (Some(checked), None);
    }
    let narrowing = [PolicyOption::Methods, PolicyOption::Policy];
    let check = narrowing.into_iter().find_map(|option| options.argument_place(option)).map(|place| {
        let panic = place.panic(quote! {
            "`methods` narrows a handler that is mounted for any method; here the route attribute says which \
             [conflicting_options]\n\nhelp: remove `methods` from the policy"
        });
        quote!(const _: () = if <#ident as #adapter::__private::Annotated>::POLICY.methods().is_some() { #panic };)
    });
    (None, check)
}

fn mount(route: &Route, carries: Carries<'_>, subject: &Item, options: &Options) -> TokenStream {
    let Route { path, name, methods, guards, wrappers } = route;
    let (ident, adapter) = (&subject.ident, &options.adapter);
    // As actix does: a resource is named after its handler.
    let name = name.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
    let handler = if wrappers.is_empty() {
        // What makes it no handler is said at its name.
        quote_spanned!(located(ident)=> __resource.to(#ident))
    } else {
        quote!(__resource #(.wrap(#wrappers))* .to(#ident))
    };
    let policy = match carries {
        Carries::Named(path) => quote_spanned!(path.span()=> <#path as #adapter::NamedPolicy>::POLICY),
        Carries::Own => quote!(<#ident as __cors::Annotated>::POLICY),
    };
    let handler_path = path_of(subject);
    quote! {
        __cors::mount(
            __mounts,
            &__cors::RouteAttribute {
                path: #path,
                name: #name,
                methods: &[#(#methods),*],
                policy: #policy,
                handler: #handler_path,
            },
            __cors::AttributeGuards::new() #(.with(#guards))*,
            |__resource| #handler,
        );
    }
}

/// Where `tokens` stand, with the names of generated code.
fn located(tokens: &impl Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}
