//! Exactly what a request allocates.

use allocation_counter::measure;
use cors_benches::{Asked, Framework, Kind, Subject, Workload, app};

fn allocations(framework: Framework, subject: Subject, asked: Asked, kind: Kind, origins: usize) -> u64 {
    let mut app = app(Workload { framework, subject, asked, kind, origins });
    app.prepare(1);
    measure(|| app.run()).count_total
}

const LISTS: [(Kind, usize); 4] =
    [(Kind::Exact, 1), (Kind::Exact, 1_000), (Kind::Patterns, 1), (Kind::Patterns, 1_000)];

/// The mark in a request's extensions that a CORS layer is around its handler: there the map that axum has made for its own grows.
const MARK: u64 = 1;

/// An actual request allocates what it allocates behind a layer that does nothing, and room for one mark: the headers that it gets
/// find room in the map that axum makes for two.
#[test]
fn on_axum_an_actual_request_allocates_one_mark() {
    for asked in [Asked::NoOrigin, Asked::Allowed, Asked::Denied, Asked::DeniedAlike] {
        let empty = allocations(Framework::Axum, Subject::Empty, asked, Kind::Exact, 1);
        for (kind, origins) in LISTS {
            let ours = allocations(Framework::Axum, Subject::Ours, asked, kind, origins);
            assert_eq!(ours, empty + MARK, "{}, {origins} {kind:?}", asked.in_words());
        }
    }
}

/// A preflight's answer needs a map of headers, as the floor's does, and nothing else. In a debug build a denial says why.
#[test]
fn on_axum_a_preflight_allocates_what_the_floor_does() {
    let denied: &[Asked] =
        if cfg!(debug_assertions) { &[] } else { &[Asked::PreflightDenied, Asked::PreflightDeniedAlike] };
    for asked in [Asked::Preflight, Asked::PreflightNoHeaders].into_iter().chain(denied.iter().copied()) {
        let floor = allocations(Framework::Axum, Subject::Floor, asked, Kind::Exact, 1);
        for (kind, origins) in LISTS {
            let ours = allocations(Framework::Axum, Subject::Ours, asked, kind, origins);
            assert_eq!(ours, floor, "{}, {origins} {kind:?}", asked.in_words());
        }
    }
}

/// What this project is compared with allocates more; an exact figure for it is its own affair.
#[test]
fn on_axum_the_peer_allocates_more() {
    for asked in [Asked::NoOrigin, Asked::Allowed, Asked::Denied, Asked::Preflight, Asked::PreflightDenied] {
        let of = |subject| allocations(Framework::Axum, subject, asked, Kind::Exact, 100);
        assert!(of(Subject::Ours) < of(Subject::Peer), "{}", asked.in_words());
    }
}
