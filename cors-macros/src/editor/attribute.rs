//! The words of `#[cors(…)]` and of `origin_set![…]`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::{typed_path, word};
use crate::syntax::{chunks::chunks, tokens::single_group};

/// The words of an attribute, also unknown ones and those that are half typed.
#[derive(Default)]
struct Words {
    options: Vec<Ident>,
    /// In `allow(…)`.
    rules: Vec<Ident>,
    /// In `methods = […]`.
    methods: Vec<Ident>,
    /// In `origins = TENANTS`.
    source: Option<TokenStream>,
    /// In `policy = Frontend`.
    policy: Option<TokenStream>,
}

impl Words {
    fn of(arguments: TokenStream) -> Self {
        let mut words = Words::default();
        for argument in chunks(arguments) {
            let [TokenTree::Ident(option), value @ ..] = argument.tokens() else { continue };
            words.options.extend(word(option));
            match (option.to_string().as_str(), value) {
                ("allow", [TokenTree::Group(rules)]) => words.rules.extend(firsts(rules.stream())),
                ("methods", [_, list @ ..]) => {
                    let list = single_group(list, Delimiter::Bracket);
                    words.methods.extend(list.into_iter().flat_map(|list| firsts(list.stream())));
                }
                ("origins", [_, path @ ..]) => words.source = typed_path(path),
                ("policy", [_, path @ ..]) => words.policy = typed_path(path),
                _ => {}
            }
        }
        words
    }
}

/// Returns a constant, for an `impl` or a block. `adapter`: the path of the adapter.
pub(crate) fn words(arguments: TokenStream, adapter: &TokenStream) -> TokenStream {
    let Words { options, rules, methods, source, policy } = Words::of(arguments);
    let (source, policy) = (source.iter(), policy.iter());
    let names = quote!(#adapter::__private::editor);
    quote! {
        const WORDS: () = {
            // In a block of its own, so that the modules are not proposed as paths.
            {
                // Not `use …::options::{…}`: there, `self` would be proposed, too.
                mod options { use #names::options::*; use self::{#(#options as _),*}; }
                mod rules { use #names::rules::*; use self::{#(#rules as _),*}; }
                mod methods { use #names::methods::*; use self::{#(#methods as _),*}; }
            }
            // In a function: rust-analyzer 0.0.349 panics where a path is completed in a constant of an `impl`.
            fn values() { let _ = (#(&#source)*); let _ = (#(#policy)*); }
        };
    }
}

/// Returns the first word of each element.
fn firsts(list: TokenStream) -> impl Iterator<Item = Ident> {
    chunks(list).into_iter().filter_map(|chunk| match chunk.tokens() {
        [TokenTree::Ident(first), ..] => word(first),
        _ => None,
    })
}
