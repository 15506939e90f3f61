//! The rules about a named policy together with what overrides it: nobody has seen the two together before.

use cors_core::{__private::COMBINATION_RULES, HandlerFacts, PolicyOption, Rule, ValidSpec};
use proc_macro2::TokenStream;
use quote::quote;

use super::{
    item::Item,
    literal::{acknowledgements, variant},
    options::Options,
};
use crate::place::Place;

/// Assertions in a scope that has `__CORS_BASE`, the named policy, and `__CORS_POLICY`, which overrides it.
pub(super) fn checks(subject: &Item, options: &Options, spec: &ValidSpec) -> Option<TokenStream> {
    let HandlerFacts { takes_json, takes_authorization, takes_websocket } = subject.facts();
    let own = acknowledgements(spec);
    let rules = COMBINATION_RULES.iter().copied().chain([Rule::ConflictingOptions]);
    let asked = rules.filter(|rule| !is_kept(*rule, options, spec, subject.facts()));
    let checks = asked.map(|rule| {
        let panic = place(rule, options, spec).panic(quote!(__cors_problem));
        let rule = variant(rule);
        quote! {
            const _: () = if let ::core::option::Option::Some(__cors_problem) =
                __cors::override_problem(&__CORS_BASE, &__CORS_POLICY, __CORS_OWN, __CORS_FACTS, __cors::Rule::#rule)
            {
                #panic
            };
        }
    });
    let checks = Some(checks.collect::<Vec<_>>()).filter(|checks| !checks.is_empty())?;
    Some(quote! {
        const __CORS_OWN: __cors::Acknowledged = __cors::Acknowledged::NONE #own;
        const __CORS_FACTS: __cors::HandlerFacts = __cors::HandlerFacts {
            takes_json: #takes_json,
            takes_authorization: #takes_authorization,
            takes_websocket: #takes_websocket,
        };
        #(#checks)*
    })
}

/// Whether a handler keeps a rule for certain where it only uses the policy, as most do: what it does not override has been
/// checked where the policy is, whatever rustc would make of the same question once more.
fn is_kept(rule: Rule, options: &Options, spec: &ValidSpec, handler: HandlerFacts) -> bool {
    let overrides = !spec.says_nothing() || options.source.is_some();
    let asks = match rule {
        Rule::JsonWithoutContentType => handler.takes_json,
        Rule::AuthWithoutAuthorization => handler.takes_authorization,
        Rule::WebsocketWithoutEnforce => handler.takes_websocket,
        _ => false,
    };
    !overrides && !asks
}

/// What the override does to break a rule: its acknowledgement, its own literal, or that it uses the policy at all.
fn place(rule: Rule, options: &Options, spec: &ValidSpec) -> Place {
    let acknowledged = spec.acknowledgements.iter().position(|(acknowledged, _)| *acknowledged == rule);
    let acknowledgement = acknowledged.and_then(|element| options.element_place(PolicyOption::Allow, element));
    let mine = || causes(rule).iter().find_map(|option| options.argument_place(*option));
    let named = || options.value_place(PolicyOption::Policy);
    acknowledgement.or_else(mine).or_else(named).unwrap_or_else(Place::call_site)
}

/// The options by which an override can break a rule.
fn causes(rule: Rule) -> &'static [PolicyOption] {
    match rule {
        Rule::WildcardWithCredentials | Rule::InsecureOrigin | Rule::PublicSuffixWildcard => {
            &[PolicyOption::Origins, PolicyOption::Credentials]
        }
        Rule::WildcardHeadersWithCredentials => &[PolicyOption::AllowHeaders, PolicyOption::Credentials],
        Rule::WildcardExposeWithCredentials => &[PolicyOption::ExposeHeaders, PolicyOption::Credentials],
        Rule::LocalhostOrigin => &[PolicyOption::Origins],
        Rule::ConflictingOptions => &[
            PolicyOption::Origins,
            PolicyOption::DevOrigins,
            PolicyOption::Credentials,
            PolicyOption::AllowHeaders,
            PolicyOption::ExposeHeaders,
            PolicyOption::MaxAge,
            PolicyOption::Methods,
            PolicyOption::Enforce,
        ],
        _ => &[],
    }
}
