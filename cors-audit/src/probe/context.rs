//! The facts about a path that name the cause of a difference: one answer alone does not tell it.

use cors_browser::{DeclaredPath, PageRequest};

use super::{
    compare::{is_granted, line},
    exchange::{Exchange, Part},
};
use crate::wire::answer::Answer;

/// The facts about a path, from all of its exchanges.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    /// An answer allows the origin that asked, as declared: `Origin` reaches the program.
    pub(crate) origin_reaches: bool,
    /// An answer to a preflight is the program's.
    pub(crate) preflight_reaches: bool,
    /// The origins whose preflights the program denies, although the policy allows them.
    pub(crate) denied: Vec<String>,
    /// The origins that fresh URLs allow, as declared.
    pub(crate) right: Vec<String>,
    /// Origins that fresh URLs allow whatever page asks.
    pub(crate) fixed: Vec<String>,
    /// Those of them that the policies deny.
    pub(crate) fixed_strangers: Vec<String>,
    /// An origin of `dev_origins`.
    pub(crate) dev_origin: Option<String>,
    /// The program answers requests that are not preflights.
    pub(crate) program_answers: bool,
}

impl Context {
    pub(crate) fn new(path: &DeclaredPath, exchanges: &[Exchange], dev_origin: Option<String>) -> Self {
        let mut context = Context { dev_origin, ..Context::default() };
        for exchange in exchanges {
            let Ok(answer) = &exchange.answer else { continue };
            let others = answer.lines("access-control-allow-origin").filter(|value| *value != exchange.origin);
            for other in others {
                if !context.fixed.iter().any(|fixed| fixed == other) {
                    context.fixed.push(other.to_owned());
                }
            }
            let allowed = line(&exchange.declared, "access-control-allow-origin");
            let is_allowed = answer.lines("access-control-allow-origin").any(|value| Some(value) == allowed);
            context.origin_reaches |= is_allowed && allowed != Some("*");
            match exchange.part {
                Part::Preflight => {
                    let is_denied = is_granted(&exchange.declared) && answer.status == 403;
                    context.preflight_reaches |= is_signed(answer);
                    if is_denied && is_signed(answer) {
                        context.denied.push(exchange.origin.clone());
                    }
                }
                Part::Actual => {
                    if is_allowed {
                        context.right.push(exchange.origin.clone());
                    }
                    context.program_answers |= !exchange.declared.headers.is_empty() && !is_bare(exchange, answer);
                }
            }
        }
        let is_denied = |origin: &&String| !path.explain(&PageRequest::new(origin.as_str(), "GET")).is_readable();
        context.fixed_strangers = context.fixed.iter().filter(is_denied).cloned().collect();
        context
    }
}

/// Returns whether the program has answered a preflight: it names these headers in `Vary`, which proxies do not.
pub(crate) fn is_signed(answer: &Answer) -> bool {
    answer.list("vary").iter().any(|name| name == "access-control-request-method")
}

/// Returns whether an answer has nothing of the program's policy, although the policy declares something.
pub(crate) fn is_bare(exchange: &Exchange, answer: &Answer) -> bool {
    let has_cors = answer.headers.iter().any(|(name, _)| name.starts_with("access-control-"));
    let vary = answer.list("vary");
    let declared = line(&exchange.declared, "vary").unwrap_or_default().to_ascii_lowercase();
    let has_vary = declared.split(',').any(|name| vary.iter().any(|other| other == name.trim()));
    !has_cors && !has_vary && !exchange.declared.headers.is_empty()
}

/// Returns whether a cache says that it has answered.
pub(crate) fn is_cached(answer: &Answer) -> bool {
    let says_hit = |name| answer.lines(name).any(|value| value.to_ascii_lowercase().contains("hit"));
    let age = answer.get("age").and_then(|age| age.parse::<u64>().ok());
    // Varnish names two requests where the response of the second is stored: its own, and the one that it answers.
    let varnish = answer.get("x-varnish").is_some_and(|numbers| numbers.split_whitespace().count() > 1);
    age.is_some_and(|age| age > 0)
        || varnish
        || ["x-cache", "x-cache-status", "cf-cache-status", "x-proxy-cache", "cache-status"].into_iter().any(says_hit)
}
