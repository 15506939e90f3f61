//! The inventory says what is enforced, and nothing else: of random applications, each row is compared with what they answer to
//! every method of every path, from origins that policies list and from one that none does.
//!
//! A row that is never true, two rows that speak for one request, a request for which none does, a header that a row does not
//! say, a preflight that browsers keep although the row says that they do not: each is a failure. The environment variable
//! `CORS_INVENTORY_CASES` says how many applications are tried.

#[macro_use]
mod annotated;
mod judge;
mod on_actix;
mod on_axum;
mod plan;
mod reader;
mod words;

use std::env;

use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use tokio::runtime::{Builder, Runtime};

use self::plan::{Plan, plan};
use crate::schema::check;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framework {
    Axum,
    Actix,
}

fn cases() -> u32 {
    env::var("CORS_INVENTORY_CASES").map_or(20, |cases| cases.parse().expect("`CORS_INVENTORY_CASES` is a number"))
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn judged(framework: Framework, plan: &Plan) -> Result<(), String> {
    match framework {
        Framework::Axum => {
            let app = on_axum::app(plan);
            let inventory = app.inventory();
            check(&inventory);
            judge::judge(&app.into_router(), plan, framework, &inventory).await
        }
        Framework::Actix => {
            let inventory = on_actix::inventory(plan);
            check(&inventory);
            judge::judge(&on_actix::serve(plan).await, plan, framework, &inventory).await
        }
    }
}

fn holds(framework: Framework) {
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
    let judged =
        |plan: Plan| runtime.block_on(judged(framework, &plan)).map_err(proptest::test_runner::TestCaseError::fail);
    match TestRunner::new(config).run(&plan(), judged) {
        Ok(()) => {}
        Err(TestError::Fail(why, plan)) => panic!("{framework:?}: {why}\n{plan:?}"),
        Err(error @ TestError::Abort(_)) => panic!("{error}"),
    }
}

#[test]
fn every_row_is_true_and_everything_is_said_on_axum() {
    holds(Framework::Axum);
}

#[test]
fn every_row_is_true_and_everything_is_said_on_actix() {
    holds(Framework::Actix);
}
