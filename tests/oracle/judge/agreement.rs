//! What a preflight promises, the request gets; and whoever gets nothing is promised nothing.
//!
//! Policies are not looked at: the application is compared with itself.

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
    // Both are sent, whatever is answered: what a browser would do is seen from each answer alone.
    let (Some(preflight), Some(actual)) = ask.sent() else { return Ok(()) };
    let promise = send(app, &ask.path(), &preflight).await;
    let answer = send(app, &ask.path(), &actual).await;
    let with = |is_preflight: bool| {
        browser::fetch(&ask.page_request(), |sent| match (sent.get("access-control-request-method"), is_preflight) {
            (Some(_), true) => promise.clone(),
            (None, false) => answer.clone(),
            _ => ask.whatever(sent),
        })
    };
    let (promised, readable) = (with(true).is_readable(), with(false).is_readable());
    let words = || format!("{ask:?}: promised: {promised}, readable: {readable}\n{promise:?}\n{answer:?}");
    // A page may send this anyway; that it asks beforehand, because it listens to its upload, protects nobody. Browsers let it
    // pass whatever methods are listed, and the answer that lists others is for their console.
    ensure(!promised || readable || ask.is_simple(), words)?;
    // Where only the method needs permission, nothing but who asks makes a difference. What the router answers to a method that
    // nobody serves can be read by whoever may use others.
    let handled = answer.headers.iter().any(|(name, _)| name == HANDLER);
    // No preflight promises the method `*`, or a handler that cannot be foreseen.
    let method = as_sent(ask.method);
    let is_promised = handled && method != "*" && world.is_certain(ask.place, method);
    ensure(!readable || promised || !is_promised || ask.unsafe_headers().next().is_some(), words)
}
