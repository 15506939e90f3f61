//! Counts the instructions of every workload: `scripts/bench`.
//!
//! Each runs in a process of its own under Valgrind. What is counted is the requests alone: the application has been started, and
//! the requests have been made, before.
#![allow(missing_docs)]

use cors_benches::{App, Framework, REQUESTS, Workload, app};
use gungraun::{Callgrind, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main};

fn axum(index: usize) -> Box<dyn App> {
    start(Framework::Axum, index)
}

fn axum_unfinished(index: usize) -> Box<dyn App> {
    start(Framework::AxumUnfinished, index)
}

fn actix(index: usize) -> Box<dyn App> {
    start(Framework::Actix, index)
}

fn core(index: usize) -> Box<dyn App> {
    start(Framework::Core, index)
}

fn start(framework: Framework, index: usize) -> Box<dyn App> {
    let mut app = app(Workload::all(framework)[index]);
    app.prepare(REQUESTS);
    app
}

// The application is handed out again, so that it is dropped elsewhere.
#[library_benchmark]
#[benches::axum(iter = 0..Workload::all(Framework::Axum).len(), setup = axum)]
#[benches::axumunfinished(iter = 0..Workload::all(Framework::AxumUnfinished).len(), setup = axum_unfinished)]
#[benches::actix(iter = 0..Workload::all(Framework::Actix).len(), setup = actix)]
#[benches::core(iter = 0..Workload::all(Framework::Core).len(), setup = core)]
fn requests(mut app: Box<dyn App>) -> Box<dyn App> {
    app.run();
    app
}

library_benchmark_group!(name = cost, benchmarks = [requests]);
main!(
    config = LibraryBenchmarkConfig::default().tool(Callgrind::with_args(["--cache-sim=no"])),
    library_benchmark_groups = cost
);
