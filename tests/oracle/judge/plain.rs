//! The browser allows what the policy plainly means: no more, and no less.

use cors_tests::driver::Driver;

use super::ensure;
use crate::{meaning::Reads, random::Scenario, refusal::Verdict};

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks {
        let explanation = ask.of(app).await;
        let right = match world.reads(ask) {
            Reads::Yes => explanation.is_readable(),
            Reads::No => !explanation.is_readable(),
            Reads::Perhaps => true,
        };
        ensure(right, || format!("{ask:?} means {:?}\n{explanation}", world.reads(ask)))?;
        let Some(exchange) = explanation.actual() else { continue };
        let verdict = world.verdict(ask.place, &ask.received(&exchange.request));
        let is_refused = exchange.response.status == 403;
        let right = match verdict {
            Verdict::Refused => is_refused,
            // No policy has to list its own server: `enforce` is about others.
            Verdict::Either => !is_refused || !ask.is_own(),
            Verdict::Passes => !is_refused,
        };
        ensure(right, || format!("{ask:?} is refused: {is_refused}, and means {verdict:?}\n{explanation}"))?;
    }
    Ok(())
}
