//! The policy that speaks is that of the handler that runs: handlers say who they are, so nothing is known of routing here.

use cors_tests::driver::Driver;
use http::Response;

use super::ensure;
use crate::{
    ask::{Ask, raw},
    meaning::{LetsIn, as_sent},
    random::Scenario,
    world::{HANDLER, World},
};

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks {
        speaks(app, world, ask).await?;
    }
    Ok(())
}

async fn speaks(app: &impl Driver, world: &World, ask: &Ask) -> Result<(), String> {
    let (path, method, origin) = (ask.path(), as_sent(ask.method), ask.origin.as_str());
    // Without `Origin` nothing is ever refused.
    let ran = raw(app, method, &path, &[]).await;
    let Some(policy) = line(&ran, HANDLER).and_then(|number| number.parse().ok()) else { return Ok(()) };
    let expected = world.lets_in(policy, method, origin);

    let actual = raw(app, method, &path, &[("origin", origin)]).await;
    let words = |what: &str, answer: &Response<Vec<u8>>| {
        format!("{what} of {method} from {origin}: policy {policy} lets in {expected:?}\n{answer:?}")
    };
    ensure(granted(&actual, origin) == Some(expected), || words("the answer", &actual))?;

    let headers = [("origin", origin), ("access-control-request-method", method)];
    let preflight = raw(app, "OPTIONS", &path, &headers).await;
    let listed = line(&preflight, "access-control-allow-methods").unwrap_or_default();
    let lists = listed.split(", ").any(|listed| listed == method);
    let promised = if lists { granted(&preflight, origin) } else { Some(LetsIn::Nobody) };
    ensure(promised == Some(expected), || words("the preflight", &preflight))
}

/// Who can read this. `None`: somebody else, or, as the headers contradict each other, who knows.
fn granted(answer: &Response<Vec<u8>>, origin: &str) -> Option<LetsIn> {
    match line(answer, "access-control-allow-origin") {
        None => Some(LetsIn::Nobody),
        Some("*") => line(answer, "access-control-allow-credentials").is_none().then_some(LetsIn::Everybody),
        Some(named) => (named == origin).then_some(LetsIn::ThisOrigin),
    }
}

fn line<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> Option<&'r str> {
    answer.headers().get(name).and_then(|value| value.to_str().ok())
}
