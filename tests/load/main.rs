//! Both demos under load, over real sockets: allowed and denied origins, hostile clients, clients that hang up, are slow or do not
//! wait, and, on axum, HTTP/2; all at once, for a bounded time.
//!
//! Every answer is judged by the model of a browser (`cors_axum::browser`): no answer is wrong, none is a 5xx, and memory does not
//! grow. Five seconds for each framework; more with
//!
//! ```sh
//! CORS_LOAD_SECONDS=600 cargo test --release -p cors-tests --test load -- --nocapture
//! ```

mod client;
#[allow(dead_code, reason = "the demos in a browser need more of it")]
#[path = "../../demo/common/mod.rs"]
mod common;
mod http2;
mod memory;
#[path = "../../cors-actix/examples/demo-actix/servers/mod.rs"]
mod on_actix;
#[path = "../../cors-axum/examples/demo/servers/mod.rs"]
mod on_axum;
mod pages;
mod rude;

use std::{
    env,
    future::Future,
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use common::{Origins, Ports};
use tokio::runtime::Runtime;

/// What all who ask have to know.
#[derive(Clone)]
struct Target {
    api: SocketAddr,
    origins: Origins,
    until: Instant,
    answered: Arc<AtomicU64>,
}

impl Target {
    fn is_open(&self) -> bool {
        Instant::now() < self.until
    }

    fn count(&self, answers: u64) {
        self.answered.fetch_add(answers, Ordering::Relaxed);
    }
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll<'t, T>(&mut self, faces: &'t [T]) -> &'t T {
        // xorshift64: the numbers need not be unpredictable.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        &faces[usize::try_from(self.0 % faces.len() as u64).expect("a small number")]
    }
}

type Asker = fn(&Target, &mut Dice);

/// Who asks at the same time.
const ASKERS: [Asker; 12] = [
    pages::ask,
    pages::ask,
    pages::ask,
    pages::ask,
    pages::ask,
    pages::ask,
    rude::hostile,
    rude::hostile,
    rude::half_closed,
    rude::slow,
    rude::pipelined,
    rude::gone,
];

fn load<S>(name: &str, askers: &[Asker], serve: impl FnOnce(Ports) -> S)
where
    S: Future<Output = io::Result<()>> + Send + 'static,
{
    let seconds = env::var("CORS_LOAD_SECONDS").map_or(5, |seconds| seconds.parse().expect("a number of seconds"));
    let runtime = Runtime::new().expect("a runtime can be started");
    let ports = Ports::listen(0).expect("there are free ports");
    let origins = ports.origins.clone();
    let api = ports.api.local_addr().expect("it listens");
    runtime.spawn(serve(ports));
    let run = |seconds: u64| {
        let until = Instant::now() + Duration::from_secs(seconds);
        let target = Target { api, origins: origins.clone(), until, answered: Arc::default() };
        let threads: Vec<_> = (1..)
            .zip(askers.to_vec())
            .map(|(seed, ask)| {
                let target = target.clone();
                thread::spawn(move || {
                    let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ seed);
                    while target.is_open() {
                        ask(&target, &mut dice);
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap_or_else(|wrong| std::panic::resume_unwind(wrong));
        }
        target.answered.load(Ordering::Relaxed)
    };
    // Pools, stacks and buffers grow at first.
    run(2);
    let before = memory::resident();
    let answered = run(seconds);
    let grown = memory::resident().zip(before).map(|(after, before)| after.saturating_sub(before));
    println!("{name}: {answered} answers in {seconds} s, none of them wrong; memory grew by {grown:?} KiB");
    assert!(answered > 500, "{answered} answers: that is no load");
    // What the demo writes down for its page is bounded; everything else is of a request and goes with it.
    assert!(grown.is_none_or(|grown| grown < 16 * 1024), "memory grew by {grown:?} KiB");
}

#[test]
fn axum() {
    let askers: Vec<_> = ASKERS.into_iter().chain([http2::ask as Asker]).collect();
    load("axum", &askers, on_axum::serve);
}

#[test]
fn actix() {
    load("actix-web", &ASKERS, on_actix::serve);
}
