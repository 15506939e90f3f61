//! Sets that are replaced while other threads look up origins.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
};

use crate::support::requested;
use cors_core::{OriginSet, ReloadableOrigins};

/// Two origins that are always on a list together.
fn pair(generation: u64) -> [String; 2] {
    [format!("https://a.generation-{generation}.example"), format!("https://b.generation-{generation}.example")]
}

/// Ends the readers when it is dropped.
struct End<'e>(&'e AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

#[test]
fn no_look_up_sees_a_mixture() {
    const GENERATIONS: u64 = 3_000;
    let set = |generation| {
        OriginSet::from_origins(pair(generation).into_iter().chain(["https://app.example.com".into()])).unwrap()
    };
    let tenants = ReloadableOrigins::new(set(0));
    // The generation that is being written, and the last one that was: a reader sees one of them, or one between them.
    let (begun, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        // Also if an assertion fails, because the scope waits for the readers.
        let end = End(&ended);
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = 0;
                    while !ended.load(Ordering::Acquire) {
                        let at_least = done.load(Ordering::Acquire);
                        let current = tenants.current();
                        let at_most = begun.load(Ordering::Acquire);
                        let inside: Vec<_> = (at_least..=at_most)
                            .filter(|&generation| {
                                let [a, b] =
                                    pair(generation).map(|origin| requested(&origin).find_in(&current).is_some());
                                assert_eq!(a, b, "both of generation {generation}, or neither: {current:?}");
                                a
                            })
                            .collect();
                        assert_eq!(inside.len(), 1, "one generation at a time: {current:?}");
                        assert!(
                            requested("https://app.example.com").find_in(&tenants).is_some(),
                            "it is on every list"
                        );
                        seen += 1;
                    }
                    seen
                })
            })
            .collect();
        for generation in 1..=GENERATIONS {
            begun.store(generation, Ordering::Release);
            tenants.reload(set(generation));
            done.store(generation, Ordering::Release);
            // A list with a mistake is never active.
            let [a, b] = pair(generation + GENERATIONS);
            assert!(tenants.reload_from_text(&format!("{a} {b} null")).is_err());
            assert_eq!(tenants.current(), set(generation));
        }
        drop(end);
        let seen: Vec<u64> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
        assert!(seen.iter().all(|&seen| seen > 0), "{seen:?}");
    });
}

#[test]
fn a_set_that_was_returned_does_not_change() {
    let tenants = ReloadableOrigins::new(OriginSet::from_text("https://a.example").unwrap());
    let before = tenants.current();
    tenants.reload_from_text("https://b.example").unwrap();
    assert!(requested("https://a.example").find_in(&before).is_some());
    assert!(requested("https://a.example").find_in(&tenants).is_none());
    assert_eq!(format!("{tenants:?}"), r#"ReloadableOrigins({"https://b.example"})"#);
}

#[test]
fn acknowledgements_do_not_hold_for_the_next_list() {
    let kiosks = OriginSet::acknowledging(cors_core::Rule::InsecureOrigin, "our own network");
    let tenants = ReloadableOrigins::new(kiosks.from_text("http://kiosk.example").unwrap());
    let error = tenants.reload_from_text("http://evil.test").unwrap_err();
    assert!(error.to_string().contains("[insecure_origin]"), "{error}");
    assert!(requested("http://kiosk.example").find_in(&tenants).is_some());
}
