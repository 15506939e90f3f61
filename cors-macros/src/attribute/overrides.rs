//! The mistakes that a named policy and what overrides it can make together.

use cors_core::{
    __private::{FrontEnd, Mistake, possible_mistakes},
    HandlerFacts, Issue, PolicySpec, Rule, ValidSpec,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::{
    check::place,
    emit::literal::variant,
    parse::{item::Item, options::Options},
};

/// Mistakes, each with the issue that it is.
pub(crate) fn mistakes(subject: &Item, options: &Options, spec: &ValidSpec) -> Vec<(Mistake, Issue)> {
    possible_mistakes(&PolicySpec { handler: subject.facts(), ..options.spec.clone() }, spec)
}

/// Assertions that they are not made. `base` and `policy`: constant expressions of references to the named policy and to that which
/// overrides it.
pub(crate) fn assertions(
    mistakes: &[(Mistake, Issue)],
    subject: &Item,
    options: &Options,
    (base, policy): (&TokenStream, &TokenStream),
) -> TokenStream {
    let private = options.private();
    let HandlerFacts { takes_json, takes_authorization, takes_websocket } = subject.facts();
    let facts = quote!(#private::HandlerFacts {
        takes_json: #takes_json,
        takes_authorization: #takes_authorization,
        takes_websocket: #takes_websocket,
    });
    let assertions = mistakes.iter().map(|(mistake, issue)| {
        let message = issue.said_by(FrontEnd::Override).to_string();
        let mistake = match mistake {
            Mistake::Broken(rule) => with_rule("Broken", *rule, &private),
            Mistake::NotNeeded(rule) => with_rule("NotNeeded", *rule, &private),
            mistake => variant(mistake).into_token_stream(),
        };
        let arguments = quote!(#private::Mistake::#mistake, #base, #policy, #facts, #message);
        let refuse = place(issue, options, Some(subject)).call(quote!(#private::refuse), arguments);
        quote!(const _: () = #refuse;)
    });
    assertions.collect()
}

fn with_rule(mistake: &str, rule: Rule, private: &TokenStream) -> TokenStream {
    let (mistake, rule) = (format_ident!("{mistake}"), variant(&rule));
    quote!(#mistake(#private::Rule::#rule))
}
