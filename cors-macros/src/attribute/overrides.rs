//! The mistakes that a named policy and its overrides can make together.

use cors_core::{
    __private::{FrontEnd, Mistake, possible_mistakes},
    HandlerFacts, Issue, Rule, ValidSpec,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::{
    check::span,
    emit::literal::variant,
    parse::{item::Item, options::Options},
};

/// Returns the possible mistakes, each with its issue.
pub(crate) fn mistakes(subject: &Item, options: &Options, spec: &ValidSpec) -> Vec<(Mistake, Issue)> {
    possible_mistakes(&options.spec_for(subject), spec)
}

/// The form of an assertion.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asserted {
    /// A constant, which is evaluated even if nothing uses it.
    AsConstant,
    /// A statement, for a policy that is a type parameter.
    Now,
}

/// Returns assertions against the mistakes. `base` and `policy` are constant expressions of references to the named policy and to the
/// overriding one.
pub(crate) fn assertions(
    mistakes: &[(Mistake, Issue)],
    subject: &Item,
    options: &Options,
    (base, policy): (&TokenStream, &TokenStream),
    form: Asserted,
) -> TokenStream {
    let private = options.private();
    let HandlerFacts { takes_json, takes_authorization, takes_websocket, takes_forms } =
        options.spec_for(subject).handler;
    let takes_forms = variant(&takes_forms);
    let facts = quote!(#private::HandlerFacts {
        takes_json: #takes_json,
        takes_authorization: #takes_authorization,
        takes_websocket: #takes_websocket,
        takes_forms: #private::TakesForms::#takes_forms,
    });
    let with_rule = |mistake: &str, rule: &Rule| {
        let (mistake, rule) = (format_ident!("{mistake}"), variant(rule));
        quote!(#mistake(#private::Rule::#rule))
    };
    let assertions = mistakes.iter().map(|(mistake, issue)| {
        let message = issue.said_by(FrontEnd::Override).to_string();
        let mistake = match mistake {
            Mistake::Broken(rule) => with_rule("Broken", rule),
            Mistake::NotNeeded(rule) => with_rule("NotNeeded", rule),
            mistake => variant(mistake).into_token_stream(),
        };
        let arguments = quote!(#private::Mistake::#mistake, #base, #policy, #facts, #message);
        let refuse = span(issue, options, Some(subject)).call(quote!(#private::Mistake::refuse), arguments);
        match form {
            Asserted::AsConstant => quote!(const _: () = #refuse;),
            Asserted::Now => quote!(#refuse;),
        }
    });
    assertions.collect()
}
