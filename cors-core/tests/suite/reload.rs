//! A set that is replaced while others look origins up in it.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
};

use cors_core::{OriginSet, ReloadableOrigins, RequestOrigin, RequestedOrigin};

fn asked(origin: &str) -> RequestedOrigin<'_> {
    RequestOrigin::read([origin.as_bytes()].into_iter()).requested().expect("an origin")
}

/// Two origins that only ever are on a list together.
fn pair(generation: u64) -> [String; 2] {
    [format!("https://a.generation-{generation}.example"), format!("https://b.generation-{generation}.example")]
}

#[test]
fn no_reader_sees_a_mixture() {
    const GENERATIONS: u64 = 3_000;
    let set = |generation| {
        OriginSet::from_origins(pair(generation).into_iter().chain(["https://app.example.com".into()])).unwrap()
    };
    let tenants = ReloadableOrigins::new(set(0));
    // The generation that is being written, and the last one that has been: what a reader may see lies between the two.
    let (begun, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
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
                                let [a, b] = pair(generation).map(|origin| asked(&origin).find_in(&current).is_some());
                                assert_eq!(a, b, "both of generation {generation}, or neither: {current:?}");
                                a
                            })
                            .collect();
                        assert_eq!(inside.len(), 1, "one generation at a time: {current:?}");
                        assert!(asked("https://app.example.com").find_in(&tenants).is_some(), "it is on every list");
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
            // A list with a mistake in it: nothing of it is ever seen.
            let [a, b] = pair(generation + GENERATIONS);
            assert!(tenants.reload_from_text(&format!("{a} {b} null")).is_err());
            assert_eq!(tenants.current(), set(generation));
        }
        ended.store(true, Ordering::Release);
        let seen: Vec<u64> = readers.into_iter().map(|reader| reader.join().unwrap()).collect();
        assert!(seen.iter().all(|&seen| seen > 0), "{seen:?}");
    });
}

#[test]
fn what_was_taken_stays_what_it_was() {
    let tenants = ReloadableOrigins::new(OriginSet::from_text("https://a.example").unwrap());
    let before = tenants.current();
    tenants.reload_from_text("https://b.example").unwrap();
    assert!(asked("https://a.example").find_in(&before).is_some());
    assert!(asked("https://a.example").find_in(&tenants).is_none());
    assert_eq!(format!("{tenants:?}"), r#"ReloadableOrigins({"https://b.example"})"#);
}

#[test]
fn consent_to_one_list_is_no_consent_to_the_next() {
    let kiosks = OriginSet::acknowledging(cors_core::Rule::InsecureOrigin, "our own network");
    let tenants = ReloadableOrigins::new(kiosks.from_text("http://kiosk.example").unwrap());
    let error = tenants.reload_from_text("http://evil.test").unwrap_err();
    assert!(error.to_string().contains("[insecure_origin]"), "{error}");
    assert!(asked("http://kiosk.example").find_in(&tenants).is_some());
}
