//! The answer to a request keeps the promise of its preflight, and an origin that may not read is promised nothing.
//!
//! Policies are ignored: the application is compared with itself.

use cors_browser as browser;
use cors_tests::{driver::Driver, mutant::HANDLER};

use super::ensure;
use crate::{
    ask::{Ask, send},
    meaning::as_sent,
    random::Scenario,
    world::World,
};

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks {
        agrees(app, world, ask).await?;
    }
    Ok(())
}

async fn agrees(app: &impl Driver, world: &World, ask: &Ask) -> Result<(), String> {
    // Both are sent, whatever the preflight is answered: each answer is judged alone.
    let (Some(preflight), Some(actual)) = ask.sent() else { return Ok(()) };
    let promise = send(app, ask, &preflight).await;
    let answer = send(app, ask, &actual).await;
    let with = |is_preflight: bool| {
        browser::fetch(&ask.page_request(), |sent| match (sent.get("access-control-request-method"), is_preflight) {
            (Some(_), true) => promise.clone(),
            (None, false) => answer.clone(),
            _ => ask.granting(sent),
        })
    };
    let (promised, readable) = (with(true).is_readable(), with(false).is_readable());
    let words = || format!("{ask:?}: promised: {promised}, readable: {readable}\n{promise:?}\n{answer:?}");
    // A page may send a simple request without a preflight; one is sent only because of an upload listener. Browsers let it pass
    // whichever methods are listed, and the answer that lists others is for their console.
    ensure(!promised || readable || ask.is_simple(), words)?;
    // Where only the method needs permission, only the origin makes a difference. An origin that may use other methods can read
    // the router's answer to a method without a handler.
    let handled = answer.headers.iter().any(|(name, _)| name == HANDLER);
    // No preflight promises the method `*`, or a handler that cannot be foreseen.
    let method = as_sent(ask.method);
    let is_promised = handled && method != "*" && world.is_certain(ask.place, method);
    ensure(!readable || promised || !is_promised || ask.unsafe_headers().next().is_some(), words)
}
