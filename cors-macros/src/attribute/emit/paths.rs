//! Paths in generated code.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, ext::IdentExt, spanned::Spanned};

use crate::attribute::parse::{item::Item, options::Options};

/// Returns `<path as NamedPolicy>::item`. rustc reports errors from its first token to its last; the spans of the others are those of
/// generated code, so that editors do not mistake them for parts of the user's path.
pub(crate) fn projection(path: &Path, options: &Options, item: &str) -> TokenStream {
    let (adapter, item) = (&options.adapter, Ident::new(item, path.span()));
    let start = quote_spanned!(path.span()=> <);
    quote!(#start #path as #adapter::NamedPolicy>::#item)
}

/// Returns an expression of the handler's path, `module::handler`, which identifies it for users.
pub(crate) fn path_of(subject: &Item) -> TokenStream {
    let name = format!("::{}", subject.ident.unraw());
    quote!(::core::concat!(::core::module_path!(), #name))
}
