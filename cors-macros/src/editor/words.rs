//! The words of an attribute.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

use crate::syntax::{
    chunks::{Chunk, chunks},
    tokens::{is_ident, is_punct},
};

/// The words of an attribute that are not the user's own names, also unknown ones and those that are half typed.
#[derive(Default)]
pub(crate) struct Words {
    options: Vec<Ident>,
    /// In `allow(…)`.
    rules: Vec<Ident>,
    /// In `methods = […]`.
    methods: Vec<Ident>,
}

impl Words {
    pub(crate) fn of(arguments: &[Chunk]) -> Self {
        let mut words = Words::default();
        for argument in arguments {
            let [TokenTree::Ident(option), value @ ..] = argument.tokens() else { continue };
            words.options.extend(word(option));
            match value {
                [TokenTree::Group(rules)] if is_ident(&option.clone().into(), "allow") => {
                    words.rules.extend(firsts(rules.stream()));
                }
                [equals, TokenTree::Group(list)] if is_punct(equals, '=') && list.delimiter() == Delimiter::Bracket => {
                    if option == "methods" {
                        words.methods.extend(firsts(list.stream()));
                    }
                }
                _ => {}
            }
        }
        words
    }

    /// Returns a constant that only rust-analyzer has, for an `impl` or a block in which the lint `unexpected_cfgs` is allowed. `private`:
    /// the adapter's module.
    ///
    /// rust-analyzer looks for the scope of its marker at the same place of the expansion without the marker, so nothing that depends on
    /// the arguments may stand in front of this.
    pub(crate) fn explained(&self, source: Option<&Path>, private: &TokenStream) -> TokenStream {
        let Words { options, rules, methods } = self;
        quote!(#[cfg(rust_analyzer)] #private::words! { (#(#options)*) (#(#rules)*) (#(#methods)*) (#source) })
    }
}

/// Returns the first word of each element.
fn firsts(list: TokenStream) -> impl Iterator<Item = Ident> {
    chunks(list).into_iter().filter_map(|chunk| match chunk.tokens() {
        [TokenTree::Ident(first), ..] => word(first),
        _ => None,
    })
}

/// Returns a word that can be imported: a keyword cannot.
pub(super) fn word(ident: &Ident) -> Option<Ident> {
    syn::parse2(ident.to_token_stream()).ok()
}
