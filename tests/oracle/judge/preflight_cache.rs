//! A browser that remembers what preflights have granted lets nothing pass that a policy does not grant.

use cors_browser::Browser;
use cors_tests::driver::Driver;

use crate::{never::never, random::Scenario};

/// All requests are made in one browser, whose clock stands still, so that it forgets nothing. They are made twice, so that each
/// comes once after each of the others.
pub(crate) async fn judge(app: &impl Driver, Scenario { world, asks }: &Scenario) -> Result<(), String> {
    let mut browser = Browser::new();
    for ask in asks.iter().chain(asks) {
        let explanation = ask.in_browser(&mut browser, app).await;
        never(world, ask, &explanation)?;
    }
    Ok(())
}
