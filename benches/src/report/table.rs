//! The figures, in Markdown.

use std::fmt::Write as _;

use super::{Bar, Measured};
use crate::{Asked, Framework, Kind, Subject, Workload, workload::COUNTS};

/// Every demand, and whether it is met.
#[must_use]
pub fn bars_table(bars: &[Bar]) -> String {
    let mut text = String::from(
        "| what is compared | at most | measured | | the worst of | the floor there |\n|---|---:|---:|---|---|---:|\n",
    );
    for bar in bars {
        let Bar { what, most, worst, at, floor } = bar;
        let floor = floor.map_or("-".to_owned(), |floor| format!("{floor:.3}"));
        let _ = writeln!(text, "| {what} | {most:.3} | {worst:.3} | {} | {at} | {floor} |", bar.verdict());
    }
    text
}

/// Instructions on a framework: a row for a request and a length of the list, a column for each application.
#[must_use]
pub fn instructions_table(measured: &Measured, framework: Framework, kind: Kind) -> String {
    let mut text = String::from(
        "| request | origins | bare | empty layer | floor | ours | peer | ours / floor | ours / peer |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for asked in Asked::ALL {
        for origins in COUNTS {
            let workload = |subject| Workload { framework, subject, asked, kind, origins };
            let over = |subject| measured.over_bare(workload(subject));
            let (Some(bare), Some(ours)) = (measured.of(workload(Subject::Bare)), over(Subject::Ours)) else {
                continue;
            };
            let shown = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:+.0}"));
            let ratio = |other| {
                let ratio = measured.ratio(workload(Subject::Ours), workload(other));
                ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.3}"))
            };
            let _ = writeln!(
                text,
                "| {} | {origins} | {bare:.0} | {} | {} | {ours:+.0} | {} | {} | {} |",
                asked.in_words(),
                shown(over(Subject::Empty)),
                shown(over(Subject::Floor)),
                shown(over(Subject::Peer)),
                ratio(Subject::Floor),
                ratio(Subject::Peer),
            );
        }
    }
    text
}

/// Instructions of decisions alone: a row for a request, a column for a length of the list.
#[must_use]
pub fn decisions_table(measured: &Measured, kind: Kind) -> String {
    let mut text = String::from("| request | 1 | 10 | 100 | 1000 | 10000 |\n|---|---:|---:|---:|---:|---:|\n");
    for asked in Asked::ALL {
        let _ = write!(text, "| {} |", asked.in_words());
        for origins in COUNTS {
            let workload = Workload { framework: Framework::Core, subject: Subject::Ours, asked, kind, origins };
            let figure = measured.of(workload).map_or("-".to_owned(), |figure| format!("{figure:.0}"));
            let _ = write!(text, " {figure} |");
        }
        text.push('\n');
    }
    text
}

/// What else a request costs, by application: `figure` gives a cell.
#[must_use]
pub fn subjects_table(framework: Framework, mut figure: impl FnMut(Workload) -> String) -> String {
    let mut text = String::from(
        "| request | bare | empty layer | floor | ours, 1 | ours, 1000 | peer, 1 | peer, 1000 |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for asked in Asked::COMPARED.into_iter().chain([Asked::NoOrigin]) {
        let _ = write!(text, "| {} |", asked.in_words());
        for (subject, origins) in [
            (Subject::Bare, 1),
            (Subject::Empty, 1),
            (Subject::Floor, 1),
            (Subject::Ours, 1),
            (Subject::Ours, 1_000),
            (Subject::Peer, 1),
            (Subject::Peer, 1_000),
        ] {
            let _ = write!(text, " {} |", figure(Workload { framework, subject, asked, kind: Kind::Exact, origins }));
        }
        text.push('\n');
    }
    text
}
