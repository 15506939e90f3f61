//! The applications, each behind the same trait.

mod actix;
mod actix_floor;
mod actix_identity;
mod axum;
mod axum_floor;
mod core;

use crate::{
    request::Asked,
    workload::{Framework, Workload},
};

/// An application that has been started.
pub trait App {
    /// Makes requests ready, which is not measured.
    fn prepare(&mut self, count: usize);

    /// Lets the application answer the requests that are ready, and drops the answers.
    fn run(&mut self);

    /// How long the requests that are ready take, in nanoseconds for each.
    fn time(&mut self, count: usize) -> f64 {
        self.prepare(count);
        let start = std::time::Instant::now();
        self.run();
        start.elapsed().as_secs_f64() * 1e9 / count as f64
    }

    /// What the application answers.
    fn answer(&mut self) -> Answer;
}

/// An answer, as far as CORS is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// `Vary` and `Access-Control-*`, sorted.
    pub headers: Vec<(String, String)>,
}

impl Answer {
    fn new<'h>(status: u16, headers: impl Iterator<Item = (&'h str, &'h [u8])>) -> Self {
        let is_cors = |name: &str| name == "vary" || name.starts_with("access-control-");
        let mut headers: Vec<_> = headers
            .filter(|(name, _)| is_cors(name))
            .map(|(name, value)| (name.to_owned(), String::from_utf8_lossy(value).into_owned()))
            .collect();
        headers.sort();
        Answer { status, headers }
    }
}

/// Starts the application of a workload. What is made on first use has been made.
#[must_use]
pub fn app(workload: Workload) -> Box<dyn App> {
    let mut app = match workload.framework {
        Framework::Axum | Framework::AxumUnfinished => axum::app(workload),
        Framework::Actix => actix::app(workload),
        Framework::Core => core::app(workload),
    };
    app.prepare(10);
    app.run();
    app
}

/// The answer of a future that never waits.
fn at_once<F: Future>(future: F) -> F::Output {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => unreachable!("nothing is waited for here"),
    }
}

/// The parts of a request, whatever its type.
fn parts(workload: Workload) -> (&'static str, Vec<(&'static str, ::axum::body::Bytes)>) {
    let Workload { asked, kind, origins, .. } = workload;
    (Asked::method(asked), asked.headers(kind, origins))
}
