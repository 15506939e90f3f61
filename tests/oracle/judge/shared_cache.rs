//! Pages behind a shared cache see what they would have seen without it, and handlers are kept from the same requests.

use cors_browser::{Browser, Explanation, Outcome, SentRequest, SentResponse};
use cors_tests::{driver::Driver, mutant::HANDLER};

use super::{
    cache::{Cache, Keeps},
    ensure,
};
use crate::{
    ask::{Ask, send},
    fetch,
    random::Scenario,
};

pub(crate) async fn judge(app: &impl Driver, Scenario { asks, .. }: &Scenario) -> Result<(), String> {
    let mut caches = [Keeps::GetAndHead, Keeps::PreflightsToo, Keeps::EveryOptions, Keeps::Refusals].map(Cache::new);
    for ask in asks {
        let alone = ask.of(app).await;
        for cache in &mut caches {
            let cached = through(cache, app, ask).await;
            let right = if cache.keeps == Keeps::EveryOptions {
                is_own_answer(app, ask, &cached).await
            } else {
                seen(&alone) == seen(&cached) && verdict(&alone) == verdict(&cached)
            };
            ensure(right, || format!("{ask:?}\nwithout the cache: {alone}\n\nwith the cache: {cached}\n\n{cache:?}"))?;
        }
    }
    Ok(())
}

/// A cache that keeps what handlers for `OPTIONS` answer takes it for an answer to preflights, which only the standard can forbid.
/// What a page reads then, it reads in its own name.
async fn is_own_answer(app: &impl Driver, ask: &Ask, cached: &Explanation) -> bool {
    let Some(actual) = cached.actual().filter(|_| cached.is_readable()) else { return true };
    send(app, ask, &actual.request).await.headers == actual.response.headers
}

async fn through(cache: &mut Cache, app: &impl Driver, ask: &Ask) -> Explanation {
    let path = ask.path();
    fetch::fetch(&mut Browser::new(), &ask.page_request(), async |sent: &SentRequest| {
        let wire = ask.wire(sent);
        if let Some(stored) = cache.find(&path, &wire) {
            return stored;
        }
        let answer: SentResponse = send(app, ask, sent).await;
        cache.keep(&path, &wire, &answer);
        answer
    })
    .await
}

/// Whether the request was refused, and which handler's answer came: what a cache has stored for one request must not be the answer to
/// a request about which the verdict is another.
fn verdict(explanation: &Explanation) -> Option<(bool, Option<&String>)> {
    let SentResponse { status, headers, .. } = &explanation.actual()?.response;
    Some((*status == 403, headers.iter().find(|(name, _)| name == HANDLER).map(|(_, value)| value)))
}

/// What the script sees: nothing, or the status and these headers.
fn seen(explanation: &Explanation) -> Option<(u16, Vec<(String, String)>)> {
    let (Outcome::Readable(exposed), Some(actual)) = (explanation.outcome(), explanation.actual()) else { return None };
    let visible = |(name, _): &&(String, String)| exposed.covers(name);
    let mut headers: Vec<_> = actual.response.headers.iter().filter(visible).cloned().collect();
    headers.sort();
    Some((actual.response.status, headers))
}
