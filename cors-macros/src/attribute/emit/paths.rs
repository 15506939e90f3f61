//! Paths in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, ext::IdentExt, spanned::Spanned};

use crate::attribute::parse::{item::Item, options::Options};

/// Returns `<path as NamedPolicy>::item`. rustc reports errors from its first token to its last: they are punctuation, because a name in
/// the place of the user's would be one more definition that editors offer.
pub(crate) fn projection(path: &Path, options: &Options, item: &str) -> TokenStream {
    let (adapter, item, span) = (&options.adapter, Ident::new(item, Span::call_site()), path.span());
    let (start, end) = (quote_spanned!(span=> <), quote_spanned!(span=> ::<>));
    quote!(#start #path as #adapter::NamedPolicy>::#item #end)
}

/// Returns an expression of the handler's path, `module::handler`, which identifies it for users.
pub(crate) fn path_of(subject: &Item) -> TokenStream {
    let name = format!("::{}", subject.ident.unraw());
    quote!(::core::concat!(::core::module_path!(), #name))
}
