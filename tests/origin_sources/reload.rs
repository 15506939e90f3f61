//! Sets of origins that are replaced while requests are answered.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use cors_core::OriginSet;
use tokio::sync::Mutex;

use cors_tests::{
    driver::Driver,
    exchange::{from, preflight},
    on_every_framework,
};

use crate::app::{App, RELOADED};

on_every_framework! { crate::app: no_request_sees_a_mixture }

/// One at a time: the origins are a static of the program.
static TURN: Mutex<()> = Mutex::const_new(());

async fn no_request_sees_a_mixture(app: &App<impl Driver>) {
    let _turn = TURN.lock().await;
    // Each set has both origins of a pair, or neither.
    let sets = ["https://a.example https://b.example", "https://c.example https://d.example"]
        .map(|text| OriginSet::from_text(text).expect("a list"));
    RELOADED.reload(sets[0].clone());
    let done = Arc::new(AtomicBool::new(false));
    let swapping = thread::spawn({
        let done = done.clone();
        move || {
            let mut swaps = 0_usize;
            while !done.load(Ordering::Relaxed) {
                RELOADED.reload(sets[swaps % 2].clone());
                // A malformed list changes nothing.
                RELOADED.reload_from_text("https://a.example https://e.example/").expect_err("a slash too many");
                swaps += 1;
            }
            swaps
        }
    });
    let mut allowed = [0_usize; 2];
    for _ in 0..2_000 {
        for (origin, set) in [("https://a.example", 0), ("https://d.example", 1)] {
            let read = from("GET /reloaded", origin).send(app).await;
            let asked = preflight("PUT /reloaded", origin).send(app).await;
            for answer in [read, asked] {
                match answer.header("access-control-allow-origin") {
                    Some(named) => {
                        assert_eq!(named, origin);
                        allowed[set] += 1;
                    }
                    None => assert!(matches!(answer.status, 200 | 403), "{answer:?}"),
                }
            }
        }
        let wrong = from("GET /reloaded", "https://e.example").send(app).await;
        assert_eq!(wrong.header("access-control-allow-origin"), None);
    }
    done.store(true, Ordering::Relaxed);
    let swaps = swapping.join().expect("no panic");
    assert!(swaps > 100, "{swaps} swaps");
    assert!(allowed.iter().all(|times| *times > 0), "{allowed:?}: both sets were in force");
}
