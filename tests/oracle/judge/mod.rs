//! What must hold of any application, each as a function that says what is wrong.

mod agreement;
mod cache;
mod direct;
mod owner;
mod plain;
mod preflight_cache;
mod shared_cache;

use cors_tests::driver::Driver;

use crate::random::Scenario;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Judge {
    /// The browser allows what the policy plainly means.
    Plain,
    /// What a preflight promises, the request gets.
    Agreement,
    /// A shared cache in front of it changes nothing that any page sees.
    SharedCache,
    /// The policy that speaks is that of the handler that runs.
    Owner,
    /// Every header is what a person would write down, without any browser.
    Direct,
    /// A browser that remembers what preflights have granted lets nothing pass that a policy does not grant.
    PreflightCache,
}

impl Judge {
    pub(crate) const ALL: [Judge; 6] =
        [Judge::Plain, Judge::Agreement, Judge::SharedCache, Judge::Owner, Judge::Direct, Judge::PreflightCache];

    pub(crate) async fn judge(self, app: &impl Driver, scenario: &Scenario) -> Result<(), String> {
        match self {
            Judge::Plain => plain::judge(app, scenario).await,
            Judge::Agreement => agreement::judge(app, scenario).await,
            Judge::SharedCache => shared_cache::judge(app, scenario).await,
            Judge::Owner => owner::judge(app, scenario).await,
            Judge::Direct => direct::judge(app, scenario).await,
            Judge::PreflightCache => preflight_cache::judge(app, scenario).await,
        }
    }
}

/// Fails with words unless something holds.
fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise()) }
}
