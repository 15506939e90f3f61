//! The cost of a decision: nothing is allocated, and neither a long list nor a hostile request takes longer.

/// As in the adapters.
#[allow(dead_code)]
mod event {
    cors_core::__events! { tracing }
}

use std::{
    fmt,
    hint::black_box,
    time::{Duration, Instant},
};

use crate::support::{Head, path, policy};
use allocation_counter::measure;
use cors_core::{
    __private::{Decided, PolicyParts},
    Decision, Mounted, OriginList, OriginPattern, Origins, PathPolicies, Policy, RequestHead, Verdicts,
};

const APP: &str = "https://app.example.com";

fn users() -> PathPolicies {
    let policy = policy(&[APP, "https://*.partner.example"], &["content-type"]);
    path(&[("GET", policy), ("POST", policy), ("DELETE", crate::support::policy(&["https://admin.example.com"], &[]))])
}

fn decide<'r>(path: &'r PathPolicies, head: &'r Head) -> Decision<'r> {
    path.decide(head, path.serving(head.method()), Verdicts::NONE)
}

fn allocations(path: &PathPolicies, head: &Head) -> u64 {
    measure(|| {
        black_box(decide(path, black_box(head)));
    })
    .count_total
}

#[test]
fn a_decision_allocates_nothing() {
    let users = users();
    for head in [
        Head { method: "GET", ..Head::default() },
        Head::actual("GET", APP),
        Head::actual("GET", "https://a.b.partner.example"),
        Head::actual("GET", "https://evil.test"),
        Head::actual("PATCH", APP),
        Head::preflight("POST", APP).with_headers("content-type"),
        Head::preflight("POST", "https://a.partner.example").with_headers("content-type,x-a"),
        Head::preflight("POST", "").with_headers("content-type"),
        Head::preflight("POST", APP).with_headers(",".repeat(1 << 20)),
        Head::preflight("POST", APP).with_headers("content-type,".repeat(80_000)),
        Head::preflight("POST", &format!("https://{}partner.example", "a.".repeat(32_000))),
    ] {
        assert_eq!(allocations(&users, &head), 0, "{} from {:?}", head.method, head.origin.first().map(Vec::len));
    }
}

/// The best of many batches, because other processes can only add time.
fn best(mut run: impl FnMut()) -> Duration {
    let batch = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..50).for_each(|_| run());
        start.elapsed()
    };
    (0..40).map(|_| batch(&mut run)).min().expect("batches")
}

fn ratio(large: impl FnMut(), small: impl FnMut()) -> f64 {
    best(large).as_secs_f64() / best(small).as_secs_f64()
}

#[test]
fn a_longer_request_does_not_take_longer() {
    let users = users();
    let of = |len: usize| {
        [
            Head::preflight("POST", APP).with_headers(",".repeat(len)),
            Head::preflight("POST", APP).with_headers(" ".repeat(len)),
            Head::preflight("POST", APP).with_headers("x".repeat(len)),
            Head::preflight("POST", APP).with_headers("content-type,".repeat(len / 13)),
            Head::preflight("POST", &"a".repeat(len)),
            Head::preflight("POST", &format!("https://{}", ".a".repeat(len / 2))),
            Head::preflight(&"M".repeat(len), APP),
        ]
    };
    for (large, small) in of(1 << 20).iter().zip(of(1 << 14).iter()) {
        let ratio = ratio(|| drop(black_box(decide(&users, large))), || drop(black_box(decide(&users, small))));
        assert!(ratio < 8.0, "64 times the length costs {ratio:.1} times as much");
    }
}

#[test]
fn a_longer_list_does_not_take_longer() {
    let list = |len: usize| -> OriginList {
        let exact = (0..len).map(|n| format!("https://app{n}.example.com"));
        let patterns = (0..len).map(|n| format!("https://*.partner{n}.example"));
        exact.chain(patterns).map(|text| OriginPattern::parse(&text).unwrap()).collect()
    };
    let (long, short) = (list(5_000), list(5));
    for origin in ["https://app3.example.com", "https://a.b.partner3.example", "https://evil.test"] {
        let ratio = ratio(|| _ = black_box(long.find(origin)), || _ = black_box(short.find(origin)));
        assert!(ratio < 8.0, "1,000 times the origins cost {ratio:.1} times as much for {origin}");
    }
}

#[test]
fn a_policy_can_be_a_static() {
    static POLICY: Policy = PolicyParts { origins: Origins::Any, ..PolicyParts::SAME_ORIGIN }.policy();
    let mut path = PathPolicies::new();
    path.mount(Mounted::Any, &POLICY);
    let head = Head::actual("GET", APP);
    let Decision::Forward(forward) = decide(&path, &head) else { panic!("{} is no preflight", head.method()) };
    assert!(forward.access().is_allowed());
}

/// A route that must not be formatted.
struct Untouched;

impl fmt::Display for Untouched {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("there is no subscriber")
    }
}

#[test]
fn without_a_subscriber_nothing_is_formatted_or_allocated() {
    let path = path(&[("GET", policy(&["https://app.example.com"], &[]))]);
    let head = Head::actual("GET", "https://evil.test");
    let allocated = measure(|| {
        let (serving, verdicts) = (path.serving(head.method()), Verdicts::NONE);
        let decision = path.decide(&head, serving, verdicts);
        let decided = Decided { request: &head, policies: &path, serving, verdicts, decision: &decision, doubt: None };
        event::report(&decided, Untouched);
    });
    assert_eq!(allocated.count_total, 0);
}
