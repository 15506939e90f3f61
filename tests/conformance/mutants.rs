//! The judge of these cases, judged: a mistake in front of a right application is found by some case.

use std::panic::AssertUnwindSafe;

use cors_tests::{
    driver::Driver,
    mutant::{Mistake, Mutant},
};
use futures_util::FutureExt;

use crate::{case::cases, endpoint, every_case_is_judged_as_the_standard_says, on_actix, on_axum, served};

async fn every_mistake_is_found(app: &impl Driver) {
    let origins = || served(&cases()).filter_map(|case| case.policy.spec()?.origins).flatten().collect::<Vec<_>>();
    let mut missed = Vec::new();
    for mistake in Mistake::ALL {
        let mutant = Mutant::new(app, Some(mistake), origins());
        let judged = AssertUnwindSafe(every_case_is_judged_as_the_standard_says(&mutant)).catch_unwind().await;
        if judged.is_ok() {
            missed.push(mistake);
        }
    }
    assert_eq!(missed, []);
    every_case_is_judged_as_the_standard_says(&Mutant::new(app, None, origins())).await;
}

#[tokio::test]
async fn every_mistake_is_found_on_axum() {
    every_mistake_is_found(&on_axum::serve(served(&cases()).map(endpoint).collect()).await).await;
}

#[tokio::test]
async fn every_mistake_is_found_on_actix() {
    every_mistake_is_found(&on_actix::serve(served(&cases()).map(endpoint).collect())).await;
}
