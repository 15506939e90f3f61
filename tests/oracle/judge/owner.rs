//! The policy that speaks is that of the handler that runs: handlers say who they are, so what routing does is not known here.

use cors_tests::{driver::Driver, mutant::HANDLER};
use http::Response;

use super::ensure;
use crate::{
    ask::{Ask, raw},
    meaning::{Allowed, as_sent},
    random::Scenario,
    refusal::Verdict,
    world::{Carried, World, named},
};

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks {
        speaks(app, world, ask).await?;
    }
    Ok(())
}

async fn speaks(app: &impl Driver, world: &World, ask: &Ask) -> Result<(), String> {
    let (method, origin) = (as_sent(ask.method), ask.origin.as_str());
    // Without `Origin` and Fetch Metadata, only other hosts are refused. Pages cannot use the method `*`.
    let ran = raw(app, method, ask, &[]).await;
    let Some(name) = line(&ran, HANDLER).filter(|_| method != "*") else { return Ok(()) };
    let carried = named(name);
    let expected = carried.map_or(Allowed::None, |policy| world.allowed(policy, method, ask.call()));
    // Where the handler cannot be foreseen, granting too little is right.
    let is_right = |granted: Option<Allowed>| {
        granted == Some(expected) || granted == Some(Allowed::None) && !world.is_certain(ask.place, method)
    };

    let actual = raw(app, method, ask, &[("origin", origin)]).await;
    let words = |what: &str, answer: &Response<Vec<u8>>| {
        format!("{what} of {method} from {origin}: handler {name} lets in {expected:?}\n{answer:?}")
    };
    ensure(is_right(granted(&actual, origin)), || words("the answer", &actual))?;
    keeps_out(app, world, ask, carried).await?;

    let headers = [("origin", origin), ("access-control-request-method", method)];
    let preflight = raw(app, "OPTIONS", ask, &headers).await;
    let listed = line(&preflight, "access-control-allow-methods").unwrap_or_default();
    let lists = listed.split(", ").any(|listed| listed == method);
    let promised = if lists { granted(&preflight, origin) } else { Some(Allowed::None) };
    ensure(is_right(promised), || words("the preflight", &preflight))
}

/// The handler does not run for a request that its own policy refuses, and runs for every other one.
async fn keeps_out(app: &impl Driver, world: &World, ask: &Ask, carried: Carried) -> Result<(), String> {
    let Some(sent) = ask.sent().1 else { return Ok(()) };
    let request = ask.received(&sent);
    let answer = request.send(app).await;
    let refuses = carried.is_some_and(|policy| world.policies[policy].refuses(&request));
    let has_run = line(&answer, HANDLER).is_some();
    let may_be_refused = refuses || world.verdict(ask.place, &request) == Verdict::Either;
    let words = || format!("handler {carried:?} has run: {has_run}; refuses {request:?}: {refuses}\n{answer:?}");
    ensure(if has_run { !refuses } else { may_be_refused }, words)
}

/// The origins that can read this answer. `None`: another origin, or headers that contradict each other.
fn granted(answer: &Response<Vec<u8>>, origin: &str) -> Option<Allowed> {
    match line(answer, "access-control-allow-origin") {
        None => Some(Allowed::None),
        Some("*") => line(answer, "access-control-allow-credentials").is_none().then_some(Allowed::All),
        Some(named) => (named == origin).then_some(Allowed::ThisOrigin),
    }
}

fn line<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> Option<&'r str> {
    answer.headers().get(name).and_then(|value| value.to_str().ok())
}
