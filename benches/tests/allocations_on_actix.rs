//! What a request allocates on actix-web, exactly: no more than behind a middleware written by hand for the one application.

use cors_benches::{Asked, Framework, Kind, Subject, Workload, app};

/// A request's allocations, once what is made on first use has been made.
fn allocations(subject: Subject, asked: Asked, kind: Kind, origins: usize) -> u64 {
    let mut app = app(Workload { framework: Framework::Actix, subject, asked, kind, origins });
    app.prepare(20);
    app.run();
    app.prepare(1);
    allocation_counter::measure(|| app.run()).count_total
}

/// What actix's guard for a method allocates for every request: the list of methods that a 405 names, and a place for it. `routes!`
/// leaves that to requests that get a 405.
const LIST_FOR_405: u64 = 3;

/// The mark in a request's extensions that says which handler runs: itself, its place in the map, and the map.
const MARK: u64 = 3;

/// A preflight is answered before actix routes: the resources that may serve the path are listed, and their policies are found by
/// a key.
const FORESEEN: u64 = 3;

#[test]
fn only_a_mark_is_allocated_besides_what_a_middleware_by_hand_allocates() {
    // In a debug build a denial says why.
    let denied = [Asked::PreflightDenied, Asked::PreflightDeniedAlike, Asked::PreflightHostile];
    for asked in Asked::ALL.into_iter().filter(|asked| !cfg!(debug_assertions) || !denied.contains(asked)) {
        let floor = allocations(Subject::Floor, asked, Kind::Exact, 1);
        for (kind, origins) in [(Kind::Exact, 1), (Kind::Exact, 1_000), (Kind::Patterns, 1), (Kind::Patterns, 1_000)] {
            let ours = allocations(Subject::Ours, asked, kind, origins);
            let (list, mark) = if asked.is_preflight() { (0, FORESEEN) } else { (LIST_FOR_405, MARK) };
            assert_eq!(ours + list, floor + mark, "{}, {origins} {kind:?}", asked.in_words());
        }
    }
}
