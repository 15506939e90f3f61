//! The figures, in Markdown.

use std::fmt::Write as _;

use super::Measured;
use crate::{Asked, Framework, Kind, Subject, Workload};

/// What requests cost on a framework: a row for a request and a kind and length of list, a column for each application.
#[must_use]
pub fn table(measured: &Measured, framework: Framework, kind: Kind, counts: &[usize]) -> String {
    let mut text = String::from(
        "| request | origins | bare | empty layer | floor | ours | peer | ours / floor | ours / peer |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for asked in Asked::ALL {
        for &origins in counts {
            let workload = |subject| Workload { framework, subject, asked, kind, origins };
            let Some(bare) = measured.of(workload(Subject::Bare)) else { continue };
            let over = |subject| measured.over_bare(workload(subject));
            let shown = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:+.0}"));
            let ratio = |subject| Some(over(Subject::Ours)? / over(subject)?);
            let shown_ratio = |figure: Option<f64>| figure.map_or("-".to_owned(), |figure| format!("{figure:.3}"));
            let _ = writeln!(
                text,
                "| {} | {origins} | {bare:.0} | {} | {} | {} | {} | {} | {} |",
                asked.in_words(),
                shown(over(Subject::Empty)),
                shown(over(Subject::Floor)),
                shown(over(Subject::Ours)),
                shown(over(Subject::Peer)),
                shown_ratio(ratio(Subject::Floor)),
                shown_ratio(ratio(Subject::Peer)),
            );
        }
    }
    text
}
