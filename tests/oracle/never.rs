//! Three things that must never happen, however many requests a page has made before.

use cors_browser::{Explanation, Outcome};
use cors_tests::mutant::HANDLER;

use crate::{
    ask::Ask,
    meaning::as_sent,
    refusal::Verdict,
    world::{Carried, World, named},
};

/// Says which of the three has happened:
///
/// 1. A handler ran for a request that needs a preflight, and its policy does not grant the request: the page's origin, the
///    method, every header name, and the credentials. A handler without a policy grants nothing.
/// 2. A page read a response, or a header of it, and the policy of the handler that ran does not show it to that page. A handler
///    without a policy shows nothing.
/// 3. A handler ran for a request that its policy or its router refuses: by `enforce`, or for its host.
///
/// A request needs a preflight if no page could have sent it before there was CORS: its method is not GET, HEAD or POST, or one
/// of its headers is not among those of a form. Whether the browser sent one makes no difference.
pub(crate) fn never(world: &World, ask: &Ask, explanation: &Explanation) -> Result<(), String> {
    let ran = ran(explanation);
    let sent = explanation.actual().map(|exchange| ask.received(&exchange.request));
    let is_refused = sent.is_some_and(|sent| world.verdict(ask.place, &sent) == Verdict::Refused);
    if is_refused && ran.is_some() {
        return Err(format!("{} ran and refuses {ask:?}\n{explanation}", words(ran)));
    }
    if ask.is_own() {
        return Ok(());
    }
    let granted = |carried: Carried| carried.is_some_and(|policy| world.policies[policy].grants(ask));
    if ask.needs_preflight() && ran.is_some_and(|carried| !granted(carried)) {
        return Err(format!("{} ran and does not grant {ask:?}\n{explanation}", words(ran)));
    }
    let Outcome::Readable(exposed) = explanation.outcome() else { return Ok(()) };
    let shows = |policy: usize| {
        let policy = &world.policies[policy];
        policy.speaks_of(as_sent(ask.method)) && policy.lets_read(ask.call(), ask.credentials)
    };
    let is_shown = ask.mode.is_cors()
        && match ran {
            Some(carried) => carried.is_some_and(shows),
            // A router that answers by itself is spoken for by all policies of the path.
            None => world.policies_of(ask.place).any(|policy| policy.lets_read(ask.call(), ask.credentials)),
        };
    if !is_shown {
        return Err(format!("{} ran and is not shown to {ask:?}\n{explanation}", words(ran)));
    }
    let Some(Some(policy)) = ran else { return Ok(()) };
    let hidden = |name: &&str| exposed.covers(name) && !world.policies[policy].exposes(name, ask.credentials);
    match [HANDLER, "x-total-count"].iter().find(|name| hidden(name)) {
        Some(name) => Err(format!("{} does not expose `{name}` to {ask:?}\n{explanation}", words(ran))),
        None => Ok(()),
    }
}

/// The handler that has sent the response. `None`: none ran.
fn ran(explanation: &Explanation) -> Option<Carried> {
    explanation.actual()?.response.headers.iter().find(|(name, _)| name == HANDLER).map(|(_, value)| named(value))
}

fn words(ran: Option<Carried>) -> String {
    match ran {
        None => "no handler".to_owned(),
        Some(None) => "a handler without a policy".to_owned(),
        Some(Some(policy)) => format!("a handler with policy {policy}"),
    }
}
