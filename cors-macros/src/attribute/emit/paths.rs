//! Paths in generated code.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, ext::IdentExt, spanned::Spanned};

use crate::attribute::parse::{item::Item, options::Options};

/// `<path as NamedPolicy>::item`. rustc points at it from its first token to its last; the names between are those of generated
/// code, so that an editor does not take them for the path's.
pub(crate) fn projection(path: &Path, options: &Options, item: &str) -> TokenStream {
    let (adapter, item) = (&options.adapter, Ident::new(item, path.span()));
    let start = quote_spanned!(path.span()=> <);
    quote!(#start #path as #adapter::NamedPolicy>::#item)
}

/// `module::handler`: by what a handler is known to people.
pub(crate) fn path_of(subject: &Item) -> TokenStream {
    let name = format!("::{}", subject.ident.unraw());
    quote!(::core::concat!(::core::module_path!(), #name))
}
