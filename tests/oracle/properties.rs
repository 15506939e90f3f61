//! Every judge, of random applications of both frameworks.

use std::env;

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use tokio::runtime::{Builder, Runtime};

use crate::{
    judge::Judge,
    meaning::Reads,
    on_actix, on_axum,
    random::{Scenario, scenario},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

impl Framework {
    pub(crate) async fn judged(self, judge: Judge, mut scenario: Scenario) -> Result<(), String> {
        scenario.world.framework = self;
        match self {
            Framework::Axum => judge.judge(&on_axum::serve(&scenario.world), &scenario).await,
            Framework::Actix => judge.judge(&on_actix::serve(&scenario.world).await, &scenario).await,
        }
    }
}

pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

pub(crate) fn cases() -> u32 {
    let told = env::var("CORS_ORACLE_CASES").ok();
    told.map_or(100, |cases| cases.parse().expect("`CORS_ORACLE_CASES` is a number"))
}

fn holds(judge: Judge, framework: Framework) {
    let config = Config {
        cases: cases(),
        failure_persistence: None,
        // The same cases every time: more of them are other ones.
        rng_seed: RngSeed::Fixed(1),
        // A failure is made smaller for this many milliseconds.
        max_shrink_time: 30_000,
        ..Config::default()
    };
    let runtime = runtime();
    let outcome = TestRunner::new(config)
        .run(&scenario(), |scenario| runtime.block_on(framework.judged(judge, scenario)).map_err(TestCaseError::fail));
    match outcome {
        Ok(()) => {}
        // Line by line, an application fills pages.
        Err(TestError::Fail(why, Scenario { world, asks })) => {
            panic!("{judge:?} on {framework:?}, after {} requests: {why}\n{world:?}", asks.len())
        }
        Err(error @ TestError::Abort(_)) => panic!("{error}"),
    }
}

macro_rules! properties {
    ($($name:ident: $judge:ident,)+) => {
        mod on_axum_ {
            $(#[test] fn $name() { super::holds(super::Judge::$judge, super::Framework::Axum); })+
        }
        mod on_actix_ {
            $(#[test] fn $name() { super::holds(super::Judge::$judge, super::Framework::Actix); })+
        }
    };
}

properties! {
    a_browser_allows_what_the_policy_plainly_means: Plain,
    what_a_preflight_promises_the_request_gets: Agreement,
    a_shared_cache_changes_nothing_that_a_page_sees: SharedCache,
    the_policy_that_speaks_is_that_of_the_handler_that_runs: Owner,
    every_header_is_what_a_person_would_write_down: Direct,
    what_a_browser_remembers_lets_nothing_pass_that_a_policy_does_not_grant: PreflightCache,
}

/// Judges of nothing but strangers would not see a thing.
#[test]
fn there_is_enough_to_read_and_enough_to_keep() {
    use proptest::strategy::{Strategy, ValueTree};

    let mut runner = TestRunner::deterministic();
    let (mut yes, mut no) = (0, 0);
    for _ in 0..50 {
        let Scenario { world, asks } = scenario().new_tree(&mut runner).expect("a scenario").current();
        for ask in asks.iter().filter(|ask| !ask.is_own()) {
            match world.reads(ask) {
                Reads::Yes => yes += 1,
                Reads::No => no += 1,
                Reads::Perhaps => {}
            }
        }
    }
    assert!(yes * 12 > yes + no && no * 12 > yes + no, "{yes} can be read, {no} cannot");
}
