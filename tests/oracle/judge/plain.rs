//! The browser allows what the policy plainly means: no more, and no less.

use cors_tests::driver::Driver;

use super::ensure;
use crate::{meaning::Reads, random::Scenario};

pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    for ask in asks {
        let explanation = ask.of(app).await;
        let right = match world.reads(ask) {
            Reads::Yes => explanation.is_readable(),
            Reads::No => !explanation.is_readable(),
            Reads::Perhaps => true,
        };
        ensure(right, || format!("{ask:?} means {:?}\n{explanation}", world.reads(ask)))?;
        // No policy has to list its own server: `enforce` is about others.
        let refused = explanation.actual().is_some_and(|exchange| exchange.response.status == 403);
        ensure(!ask.is_own() || !refused, || format!("{ask:?} of its own page is refused\n{explanation}"))?;
    }
    Ok(())
}
