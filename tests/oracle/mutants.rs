//! The judges, judged: each mistake is found by at least two of them, and where there is none they have nothing to say.

use cors_tests::{
    driver::Driver,
    mutant::{Mistake, Mutant},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{
    corpus::corpus,
    judge::Judge::{self, Agreement, Direct, Owner, Plain, SharedCache},
    on_actix, on_axum,
    random::{Scenario, scenario},
    world::Head,
};

/// Who finds what. Each judge is blind to something: where the wrong origin is let in, preflights and caches agree with it.
fn found_by(mistake: Mistake) -> &'static [Judge] {
    match mistake {
        Mistake::Suffix
        | Mistake::Prefix
        | Mistake::DotIsAnything
        | Mistake::PortIgnored
        | Mistake::SchemeIgnored
        | Mistake::CaseIgnored
        | Mistake::TrailingDotStripped
        | Mistake::NullAllowed
        | Mistake::Reflected => &[Plain, Owner, Direct],
        Mistake::PreflightReflected => &[Plain, Agreement, SharedCache, Owner, Direct],
        Mistake::PreflightOfGet | Mistake::BareErrors => &[Plain, Agreement, Owner, Direct],
        Mistake::HeadersReflected | Mistake::SecondAllowOrigin => &[Plain, Agreement, Direct],
        Mistake::CredentialsAlways => &[Plain, Owner, Direct],
        // No browser heeds it, so none is fooled.
        Mistake::CredentialsWithWildcard => &[Owner, Direct],
        Mistake::PublicByName => &[Plain, SharedCache, Owner, Direct],
        // Without a cache nobody notices.
        Mistake::VaryMissing | Mistake::VaryOnlyWhenAllowed | Mistake::VaryOnlyWithOrigin => &[SharedCache, Direct],
    }
}

/// What was thought of, and what was not: the same every time.
fn scenarios() -> Vec<Scenario> {
    let mut runner = TestRunner::deterministic();
    let random = (0..6).map(|_| scenario().new_tree(&mut runner).expect("a scenario").current());
    std::iter::once(corpus()).chain(random.collect::<Vec<_>>()).collect()
}

async fn judged(judge: Judge, app: &impl Driver, mistake: Option<Mistake>, of: &Scenario) -> Result<(), String> {
    judge.judge(&Mutant::new(app, mistake, of.world.listed()), of).await
}

/// The judges that find the mistake in any of the applications.
async fn finders(apps: &[(Scenario, impl Driver)], mistake: Option<Mistake>) -> Vec<Judge> {
    let mut finders = Vec::new();
    for judge in Judge::ALL {
        for (scenario, app) in apps {
            if judged(judge, app, mistake, scenario).await.is_err() {
                finders.push(judge);
                break;
            }
        }
    }
    finders
}

async fn every_mistake_is_found(apps: &[(Scenario, impl Driver)]) {
    assert_eq!(finders(apps, None).await, [], "nothing is wrong");
    let mut wrong = Vec::new();
    for mistake in Mistake::ALL {
        let finders = finders(apps, Some(mistake)).await;
        if finders.len() < 2 || finders != found_by(mistake) {
            wrong.push(format!("{mistake:?} is found by {finders:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_mistake_is_found_on_axum() {
    let apps: Vec<_> = scenarios()
        .into_iter()
        .map(|scenario| {
            let app = on_axum::serve(&scenario.world);
            (scenario, app)
        })
        .collect();
    every_mistake_is_found(&apps).await;
}

#[tokio::test]
async fn every_mistake_is_found_on_actix() {
    let mut apps = Vec::new();
    for mut scenario in scenarios() {
        scenario.world.head = Head::ByAny;
        let app = on_actix::serve(&scenario.world).await;
        apps.push((scenario, app));
    }
    every_mistake_is_found(&apps).await;
}
