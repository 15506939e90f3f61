//! What a request may cost, and what it does.

use super::Measured;
use crate::{Asked, Framework, Kind, Subject, Workload, workload::COUNTS};

/// A ratio, beside the greatest that is good enough.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What is compared.
    pub what: String,
    /// The greatest ratio that is good enough.
    pub most: f64,
    /// The worst ratio of all that were measured.
    pub worst: f64,
    /// Where that was.
    pub at: String,
    /// What the floor has in that place, where it can be compared with the same thing.
    pub floor: Option<f64>,
}

impl Bar {
    /// Whether it is good enough.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.worst <= self.most
    }

    /// The same in a word.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        if self.passes() { "pass" } else { "falls short" }
    }
}

/// Every demand on the cost of a request that could be compared with what was measured.
#[must_use]
pub fn bars(measured: &Measured) -> Vec<Bar> {
    let of = |framework| Comparison { measured, framework, bars: Vec::new() }.compare();
    [Framework::Axum, Framework::AxumUnfinished, Framework::Actix].into_iter().flat_map(of).collect()
}

struct Comparison<'m> {
    measured: &'m Measured,
    framework: Framework,
    bars: Vec<Bar>,
}

/// A workload of ours, the ratio that it has, and the ratio that the floor has in its place.
type Ratio = (Workload, Option<f64>, Option<f64>);

impl Comparison<'_> {
    fn compare(mut self) -> Vec<Bar> {
        self.with_floor();
        let peers: &[(usize, f64)] = match self.framework {
            Framework::Actix => &[(1, 0.6), (100, 0.6), (1_000, 0.6)],
            _ => &[(1, 1.0 / 4.0), (100, 1.0 / 12.0), (1_000, 1.0 / 100.0)],
        };
        for &(origins, most) in peers {
            self.with_peer(origins, most);
        }
        if self.framework != Framework::AxumUnfinished {
            self.whole();
            self.with_itself();
            self.enforced();
        }
        self.bars
    }

    fn with_floor(&mut self) {
        let ratios = Asked::COMPARED.map(|asked| {
            let ours = self.ours(asked, Kind::Exact, 1);
            (ours, self.ratio(ours, Workload { subject: Subject::Floor, ..ours }), None)
        });
        self.add("overhead beside the floor's", 1.2, ratios);
    }

    fn with_peer(&mut self, origins: usize, most: f64) {
        let ratios = Asked::COMPARED.map(|asked| {
            let ours = self.ours(asked, Kind::Exact, origins);
            let peer = Workload { subject: Subject::Peer, ..ours };
            (ours, self.ratio(ours, peer), self.ratio(Workload { subject: Subject::Floor, ..ours }, peer))
        });
        self.add(&format!("overhead beside the peer's, {origins} origins"), most, ratios);
    }

    /// Whole requests, with the framework's own part: what a server notices.
    fn whole(&mut self) {
        let limits = match self.framework {
            Framework::Actix => [(Kind::Exact, 1.25), (Kind::Patterns, 1.5)],
            _ => [(Kind::Exact, 1.25), (Kind::Patterns, 1.4)],
        };
        let counts = COUNTS.into_iter().flat_map(|origins| Asked::COMPARED.map(|asked| (asked, origins)));
        for (kind, most) in limits {
            let ratios = counts.clone().map(|(asked, origins)| {
                let ours = self.ours(asked, kind, origins);
                (ours, self.whole_ratio(ours, Subject::Floor), None)
            });
            let name = if kind == Kind::Exact { "origins" } else { "patterns" };
            self.add(&format!("whole requests beside the floor's, lists of {name}"), most, ratios.collect::<Vec<_>>());
        }
        let ratios = Asked::COMPARED.map(|asked| {
            let many = Workload { subject: Subject::OursOfMany, ..self.ours(asked, Kind::Exact, 1) };
            (many, self.whole_ratio(many, Subject::Ours), None)
        });
        self.add("whole requests of 1,000 routes beside those of 4", 1.05, ratios);
    }

    /// `enforce` and its report, beside the same policy without.
    fn enforced(&mut self) {
        for (subject, name, most) in [
            (Subject::OursEnforced, "whole requests with `enforce` beside those without", 1.3),
            (Subject::OursReporting, "whole requests with `enforce = \"report\"` beside those without", 1.01),
        ] {
            let ratios = Asked::ENFORCED.map(|asked| {
                let enforced = Workload { subject, ..self.ours(asked, Kind::Exact, 1) };
                (enforced, self.whole_ratio(enforced, Subject::Ours), None)
            });
            self.add(name, most, ratios);
        }
    }

    fn whole_ratio(&self, one: Workload, other: Subject) -> Option<f64> {
        Some(self.measured.of(one)? / self.measured.of(Workload { subject: other, ..one })?)
    }

    fn with_itself(&mut self) {
        let long = [Kind::Exact, Kind::Patterns].into_iter().flat_map(|kind| Asked::ALL.map(|asked| (asked, kind)));
        let ratios = long.map(|(asked, kind)| {
            let long = self.ours(asked, kind, 10_000);
            (long, self.ratio(long, Workload { origins: 1, ..long }), None)
        });
        let ratios: Vec<Ratio> = ratios.collect();
        self.add("overhead with 10,000 origins beside that with 1", 1.2, ratios);

        let hostile = self.ours(Asked::PreflightHostile, Kind::Exact, 1);
        let modest = Workload { asked: Asked::PreflightNoHeaders, ..hostile };
        let ratio = self.measured.of(hostile).zip(self.measured.of(modest)).map(|(hostile, modest)| hostile / modest);
        self.add("the whole of a preflight for 1 MiB of headers beside one for none", 1.1, [(hostile, ratio, None)]);

        let none = self.ours(Asked::NoOrigin, Kind::Exact, 1);
        let ratio = self.ratio(none, Workload { asked: Asked::Allowed, ..none });
        self.add("overhead without `Origin` beside that of an allowed request", 0.75, [(none, ratio, None)]);
    }

    fn ours(&self, asked: Asked, kind: Kind, origins: usize) -> Workload {
        Workload { framework: self.framework, subject: Subject::Ours, asked, kind, origins }
    }

    fn ratio(&self, one: Workload, other: Workload) -> Option<f64> {
        self.measured.ratio(one, other)
    }

    fn add(&mut self, what: &str, most: f64, ratios: impl IntoIterator<Item = Ratio>) {
        let known = ratios.into_iter().filter_map(|(at, ratio, floor)| Some((at, ratio?, floor)));
        if let Some((at, worst, floor)) = known.max_by(|(_, a, _), (_, b, _)| a.total_cmp(b)) {
            let what = format!("{}: {what}", self.framework.in_words());
            self.bars.push(Bar { what, most, worst, at: at.in_words(), floor });
        }
    }
}
