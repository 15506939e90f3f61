//! The whole page.

use std::fmt::Write as _;

use super::{
    Bar, Measured,
    table::{bars_table, decisions_table, instructions_table, subjects_table},
};
use crate::{Framework, Kind, Subject, Workload, app};

/// The figures with what is needed to read them, in Markdown. What can be timed without Valgrind is, now; `allocations` counts
/// those of one request.
// Not here: whatever counts them is slower, and would be counted with the instructions.
#[must_use]
pub fn page(measured: &Measured, bars: &[Bar], allocations: fn(Workload) -> u64) -> String {
    let mut text = String::from(include_str!("page.md.in"));
    let _ = write!(text, "\n## What is demanded\n\n{}\n{}", bars_table(bars), include_str!("demands.md.in"));
    for framework in [Framework::Axum, Framework::Actix, Framework::AxumUnfinished] {
        if !measured.has(framework) {
            continue;
        }
        let name = framework.in_words();
        let exact = instructions_table(measured, framework, Kind::Exact);
        let _ = write!(text, "\n## Instructions: {name}\n\n{exact}");
        if framework == Framework::AxumUnfinished {
            continue;
        }
        let patterns = instructions_table(measured, framework, Kind::Patterns);
        let _ = write!(text, "\nWith patterns (`https://*.tenant7.example`) in place of origins:\n\n{patterns}");
        let counted = subjects_table(framework, |workload| allocations(workload).to_string());
        let _ = write!(text, "\n## Allocations: {name}\n\n{counted}");
        let timed = subjects_table(framework, beside_bare);
        let _ = write!(text, "\n## Time, beside the bare application: {name}\n\n{timed}");
    }
    if measured.has(Framework::Core) {
        let (exact, patterns) = (decisions_table(measured, Kind::Exact), decisions_table(measured, Kind::Patterns));
        let _ = write!(
            text,
            "\n## Instructions: decisions alone\n\nBy the number of origins:\n\n{exact}\nBy the number of patterns:\n\n{patterns}"
        );
    }
    text
}

/// The best of many batches of both, taken in turns: what else the machine does only ever adds.
fn beside_bare(workload: Workload) -> String {
    let (mut one, mut bare) = (app(workload), app(Workload { subject: Subject::Bare, ..workload }));
    let (mut best_one, mut best_bare) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..60 {
        best_one = best_one.min(one.time(200));
        best_bare = best_bare.min(bare.time(200));
    }
    if workload.subject == Subject::Bare { format!("{best_one:.0} ns") } else { format!("{:.2}", best_one / best_bare) }
}
