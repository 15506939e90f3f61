//! The judge of these cases, judged: a mistake in front of a right application is found by some case, unless no case
//! is about it.

use std::panic::AssertUnwindSafe;

use cors_tests::{
    driver::Driver,
    mutant::{Mistake, Mutant},
};
use futures_util::FutureExt;

use crate::{case::cases, endpoint, every_case_is_judged_as_the_standard_says, on_actix, on_axum, served};

/// The cases speak of what browsers do, and not of who is nearly on a list: these are for the random cases to find.
const MISSED: [Mistake; 10] = [
    Mistake::Suffix,
    Mistake::DotIsAnything,
    Mistake::CaseIgnored,
    Mistake::TrailingDotStripped,
    Mistake::NullAllowed,
    Mistake::VaryOnlyWithOrigin,
    Mistake::BareErrors,
    // Each path of the cases has one policy.
    Mistake::AlwaysCached,
    Mistake::MethodWildcard,
    Mistake::DecoratedByAnother,
];

async fn mistakes_are_found(app: &impl Driver) {
    let origins = || served(&cases()).filter_map(|case| case.policy.spec()?.origins).flatten().collect::<Vec<_>>();
    let mut missed = Vec::new();
    for mistake in Mistake::ALL {
        let mutant = Mutant::new(app, Some(mistake), origins());
        let judged = AssertUnwindSafe(every_case_is_judged_as_the_standard_says(&mutant)).catch_unwind().await;
        if judged.is_ok() {
            missed.push(mistake);
        }
    }
    assert_eq!(missed, MISSED);
    every_case_is_judged_as_the_standard_says(&Mutant::new(app, None, origins())).await;
}

#[tokio::test]
async fn mistakes_are_found_on_axum() {
    mistakes_are_found(&on_axum::serve(served(&cases()).map(endpoint).collect()).await).await;
}

#[tokio::test]
async fn mistakes_are_found_on_actix() {
    mistakes_are_found(&on_actix::serve(served(&cases()).map(endpoint).collect())).await;
}
