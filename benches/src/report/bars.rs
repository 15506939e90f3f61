//! What a request may cost, and what it does.

use super::Measured;
use crate::{Asked, Framework, Kind, Subject, Workload};

/// A figure beside the one that it may not exceed.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What is compared.
    pub what: String,
    /// The greatest ratio that passes.
    pub most: f64,
    /// The ratio, and where it was found: the worst of all that are compared.
    pub worst: f64,
    /// Where.
    pub at: String,
}

impl Bar {
    /// Whether it passes.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.worst <= self.most
    }
}

const ACTUAL_AND_PREFLIGHT: [Asked; 4] = [Asked::Allowed, Asked::Denied, Asked::Preflight, Asked::PreflightDenied];
const KINDS: [Kind; 2] = [Kind::Exact, Kind::Patterns];

/// Every demand on the cost of a request, with what was measured.
#[must_use]
pub fn bars(measured: &Measured) -> Vec<Bar> {
    let mut bars = Vec::new();
    for framework in [Framework::Axum, Framework::Actix] {
        let ours = |asked, kind, origins| Workload { framework, subject: Subject::Ours, asked, kind, origins };
        let over = |workload| measured.over_bare(workload);
        let whole = |workload| measured.of(workload);
        let mut bar = |what: &str, most: f64, ratios: Vec<(String, Option<f64>)>| {
            let known = ratios.into_iter().filter_map(|(at, ratio)| Some((at, ratio?)));
            if let Some((at, worst)) = known.max_by(|(_, a), (_, b)| a.total_cmp(b)) {
                bars.push(Bar { what: format!("{framework:?}: {what}"), most, worst, at });
            }
        };
        let beside = |subject, kind, origins| {
            ACTUAL_AND_PREFLIGHT.map(|asked| {
                let mine = ours(asked, kind, origins);
                let ratio = over(mine).zip(over(Workload { subject, ..mine })).map(|(mine, theirs)| mine / theirs);
                (mine.in_words(), ratio)
            })
        };
        bar("overhead, beside the floor", 1.2, beside(Subject::Floor, Kind::Exact, 1).to_vec());
        let peer: &[(usize, f64)] = match framework {
            Framework::Axum => &[(1, 1.0 / 4.0), (100, 1.0 / 12.0), (1_000, 1.0 / 100.0)],
            _ => &[(1, 0.6), (100, 0.6), (1_000, 0.6)],
        };
        for &(origins, most) in peer {
            bar(
                &format!("overhead, beside the peer, {origins} origins"),
                most,
                beside(Subject::Peer, Kind::Exact, origins).to_vec(),
            );
        }
        let long = KINDS.into_iter().flat_map(|kind| {
            Asked::ALL.map(|asked| {
                let long = ours(asked, kind, 10_000);
                (long.in_words(), over(long).zip(over(ours(asked, kind, 1))).map(|(long, short)| long / short))
            })
        });
        bar("overhead with 10,000 origins, beside 1", 1.2, long.collect());
        let hostile = whole(ours(Asked::PreflightHostile, Kind::Exact, 1));
        let empty = whole(ours(Asked::PreflightNoHeaders, Kind::Exact, 1));
        let ratio = hostile.zip(empty).map(|(hostile, empty)| hostile / empty);
        bar(
            "a preflight that asks for 1 MiB of headers, beside one that asks for none",
            1.1,
            vec![(String::new(), ratio)],
        );
        let none = over(ours(Asked::NoOrigin, Kind::Exact, 1));
        let allowed = over(ours(Asked::Allowed, Kind::Exact, 1));
        let ratio = none.zip(allowed).map(|(none, allowed)| none / allowed);
        bar("overhead of a request without `Origin`, beside an allowed one", 0.75, vec![(String::new(), ratio)]);
    }
    bars
}
