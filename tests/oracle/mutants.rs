//! The judges, judged: each mistake is found by at least two of them, and where there is none they find nothing.

use cors_tests::{
    driver::Driver,
    mutant::{Mistake, Mutant},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{
    corpus::{corpus, guarded},
    judge::Judge::{self, Agreement, Direct, Owner, Plain, PreflightCache, SharedCache},
    on_actix, on_axum,
    properties::Framework,
    random::{Scenario, scenario},
    world::Enforce,
};

/// Who has to find what; others may. Each judge is blind to something: where the wrong origin is let in, preflights and caches
/// agree with it.
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
        // Browsers ignore it.
        Mistake::CredentialsWithWildcard => &[Owner, Direct],
        Mistake::PublicByName => &[Plain, SharedCache, Owner, Direct],
        // Only a cache notices.
        Mistake::VaryMissing
        | Mistake::VaryOnlyWhenAllowed
        | Mistake::VaryOnlyWithOrigin
        | Mistake::VaryOfPreflightByOriginOnly => &[SharedCache, Direct],
        // Without an earlier request no browser is fooled.
        Mistake::AlwaysCached => &[Direct, PreflightCache],
        Mistake::MethodWildcard => &[Plain, Direct, PreflightCache],
        Mistake::DecoratedByAnother => &[Plain, Owner, Direct, PreflightCache],
        Mistake::TypedRefused
        | Mistake::OwnNullRefused
        | Mistake::OwnBehindProxyRefused
        | Mistake::LinkRefused
        | Mistake::ReportRefuses => &[Plain, Owner, Direct],
        // Of a request that says nothing, `Owner` learns which handler runs.
        Mistake::UnknownRefused => &[Plain, Direct],
        // No handler may run, however the request came about.
        Mistake::OtherOriginPasses
        | Mistake::NullPasses
        | Mistake::CookiePasses
        | Mistake::NavigatingPostPasses
        | Mistake::FramePasses
        | Mistake::ImagePasses
        | Mistake::SameSiteImagePasses => &[Plain, Owner, Direct, PreflightCache],
        Mistake::ReboundPasses => &[Plain, Direct, PreflightCache],
        Mistake::ReboundPreflightGranted => &[Agreement, Direct],
        Mistake::VaryWithoutSite
        | Mistake::VaryWithoutDestination
        | Mistake::VaryWithoutCookie
        | Mistake::VaryWithoutHost
        | Mistake::RefusalStorable => &[SharedCache, Direct],
        Mistake::RefusalReadable => &[Plain, Direct],
    }
}

/// What was thought of, and what was not: the same every time.
fn scenarios() -> Vec<Scenario> {
    let mut runner = TestRunner::deterministic();
    let random = (0..6).map(|_| scenario().new_tree(&mut runner).expect("a scenario").current());
    [guarded(), corpus()].into_iter().chain(random.collect::<Vec<_>>()).collect()
}

async fn judged(judge: Judge, app: &impl Driver, mistake: Option<Mistake>, of: &Scenario) -> Result<(), String> {
    let reporting = of.world.policies.iter().zip(0..).filter(|(policy, _)| policy.enforce == Enforce::Report);
    let reporting = reporting.map(|(_, number): (_, usize)| number.to_string());
    judge.judge(&Mutant::new(app, mistake, of.world.listed()).reporting(reporting), of).await
}

/// Whether the judge finds the mistake in any of the applications.
async fn finds(judge: Judge, mistake: Mistake, apps: &[(Scenario, impl Driver)]) -> bool {
    for (scenario, app) in apps {
        if judged(judge, app, Some(mistake), scenario).await.is_err() {
            return true;
        }
    }
    false
}

async fn every_mistake_is_found(apps: &[(Scenario, impl Driver)]) {
    for (scenario, app) in apps {
        for judge in Judge::ALL {
            assert_eq!(judged(judge, app, None, scenario).await, Ok(()), "{judge:?}: nothing is wrong");
        }
    }
    let mut missed = Vec::new();
    let (guarded, others) = apps.split_at(1);
    let all = Mistake::ALL.map(|mistake| (mistake, others)).into_iter();
    for (mistake, apps) in all.chain(Mistake::OF_REFUSALS.map(|mistake| (mistake, guarded))) {
        assert!(found_by(mistake).len() >= 2, "{mistake:?}: two judges, in case that one is wrong itself");
        for &judge in found_by(mistake) {
            if !finds(judge, mistake, apps).await {
                missed.push((judge, mistake));
            }
        }
    }
    assert_eq!(missed, []);
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
        scenario.world.framework = Framework::Actix;
        let app = on_actix::serve(&scenario.world).await;
        apps.push((scenario, app));
    }
    every_mistake_is_found(&apps).await;
}
