//! The floor is honest: it answers as this project's crates do.

use cors_benches::{Asked, Framework, Kind, Subject, Workload, app};

fn answer(framework: Framework, subject: Subject, asked: Asked) -> cors_benches::Answer {
    app(Workload { framework, subject, asked, kind: Kind::Exact, origins: 1 }).answer()
}

#[test]
fn the_floor_answers_as_this_project_does() {
    for framework in [Framework::Axum, Framework::Actix] {
        for asked in Asked::ALL.into_iter().filter(|asked| *asked != Asked::PreflightHostile) {
            let (floor, ours) = (answer(framework, Subject::Floor, asked), answer(framework, Subject::Ours, asked));
            assert_eq!(floor, ours, "{framework:?}, {}", asked.in_words());
        }
    }
}

/// What is denied is denied by what it is, and a look-up cannot tell so by the length.
#[test]
fn a_stranger_is_as_long_as_a_listed_origin() {
    for (kind, origins) in [(Kind::Exact, 1), (Kind::Exact, 10_000), (Kind::Patterns, 1), (Kind::Patterns, 10_000)] {
        let length = |asked: Asked| asked.origin(kind, origins).map(|origin| origin.len());
        for alike in [Asked::DeniedAlike, Asked::PreflightDeniedAlike] {
            assert_eq!(length(alike), length(Asked::Allowed), "{origins} {kind:?}");
        }
        for asked in Asked::DENIED {
            let workload = Workload { framework: Framework::Core, subject: Subject::Ours, asked, kind, origins };
            let status = if asked.is_preflight() { 403 } else { 200 };
            assert_eq!(app(workload).answer().status, status, "{}, {origins} {kind:?}", asked.in_words());
        }
    }
}

/// What is compared does the same thing: it lets in whom we let in, and nobody else.
#[test]
fn the_peers_let_in_the_same_origins() {
    for framework in [Framework::Axum, Framework::Actix] {
        for (kind, origins) in [(Kind::Exact, 1), (Kind::Exact, 100), (Kind::Patterns, 1), (Kind::Patterns, 100)] {
            for asked in Asked::ALL.into_iter().filter(|asked| *asked != Asked::PreflightHostile) {
                let let_in = |subject| {
                    let answer = app(Workload { framework, subject, asked, kind, origins }).answer();
                    answer.headers.into_iter().find(|(name, _)| name == "access-control-allow-origin")
                };
                assert_eq!(let_in(Subject::Peer), let_in(Subject::Ours), "{framework:?}, {}", asked.in_words());
            }
        }
    }
}
