//! The figures, as a picture: SVG, which follows the reader's choice of a light or a dark background.

use std::fmt::Write as _;

use super::Measured;
use crate::{Asked, Framework, Kind, Subject, Workload, workload::COUNTS};

const STYLE: &str = "\
text { font: 13px sans-serif; fill: #1f2328 } .title { font-size: 15px; font-weight: bold } .small { font-size: 11px }
.grid { stroke: #d1d9e0; stroke-width: 1 } .line { fill: none; stroke-width: 2.5 }
.floor { stroke: #59636e; stroke-dasharray: 6 4 } .ours { stroke: #1a7f37 } .peer { stroke: #bc4c00 }
.dot-ours { fill: #1a7f37 } .dot-peer { fill: #bc4c00 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .grid { stroke: #3d444d } .floor { stroke: #9198a1 }
.ours { stroke: #3fb950 } .peer { stroke: #f0883e } .dot-ours { fill: #3fb950 } .dot-peer { fill: #f0883e } }";

const PANEL: (f64, f64) = (440.0, 300.0);
/// Inside a panel: left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (64.0, 40.0, 90.0, 44.0);
/// The powers of ten on the axis of instructions.
const DECADES: (i32, i32) = (2, 6);

/// A panel for each framework and each of two requests: instructions beyond the bare application, by the number of origins.
/// Both axes are logarithmic.
#[must_use]
pub fn chart(measured: &Measured) -> String {
    let panels = [
        (Framework::Axum, Asked::Allowed),
        (Framework::Axum, Asked::Preflight),
        (Framework::Actix, Asked::Allowed),
        (Framework::Actix, Asked::Preflight),
    ];
    let (width, height) = (PANEL.0 * 2.0, PANEL.1 * 2.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"Instructions per request beyond the same application without CORS, by the number of origins\">\n\
         <style>\n{STYLE}\n</style>\n"
    );
    for (index, (framework, asked)) in panels.into_iter().enumerate() {
        let (column, row) = ((index % 2) as f64, (index / 2) as f64);
        let _ = writeln!(svg, "<g transform=\"translate({} {})\">", PANEL.0 * column, PANEL.1 * row);
        panel(&mut svg, measured, framework, asked);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn panel(svg: &mut String, measured: &Measured, framework: Framework, asked: Asked) {
    let peer = match framework {
        Framework::Actix => "actix-cors",
        _ => "tower-http",
    };
    let _ = writeln!(
        svg,
        "<text class=\"title\" x=\"{}\" y=\"24\">{}: {}, instructions over bare</text>",
        MARGIN.0,
        framework.in_words(),
        asked.in_words()
    );
    for decade in DECADES.0..=DECADES.1 {
        let at = y(10f64.powi(decade));
        let _ = writeln!(
            svg,
            "<path class=\"grid\" d=\"M{} {at:.1}H{}\"/><text class=\"small\" x=\"{}\" y=\"{:.1}\" \
             text-anchor=\"end\">{}</text>",
            MARGIN.0,
            PANEL.0 - MARGIN.2,
            MARGIN.0 - 6.0,
            at + 4.0,
            thousands(10i64.pow(decade.unsigned_abs())),
        );
    }
    for origins in COUNTS {
        let _ = writeln!(
            svg,
            "<text class=\"small\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x(origins),
            PANEL.1 - MARGIN.3 + 16.0,
            thousands(origins as i64)
        );
    }
    let _ = writeln!(
        svg,
        "<text class=\"small\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">origins</text>",
        (MARGIN.0 + PANEL.0 - MARGIN.2) / 2.0,
        PANEL.1 - MARGIN.3 + 32.0
    );
    let mut taken: Vec<f64> = Vec::new();
    for (subject, class, name) in
        [(Subject::Peer, "peer", peer), (Subject::Ours, "ours", "this project"), (Subject::Floor, "floor", "floor")]
    {
        let over = |origins| {
            let workload = Workload { framework, subject, asked, kind: Kind::Exact, origins };
            measured.over_bare(workload).filter(|figure| *figure > 0.0)
        };
        let points: Vec<_> = COUNTS.into_iter().filter_map(|origins| Some((x(origins), y(over(origins)?)))).collect();
        let Some(&(_, last)) = points.last() else { continue };
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        let _ = writeln!(svg, "<path class=\"line {class}\" d=\"M{}\"/>", path.join("L"));
        if subject != Subject::Floor {
            for (x, y) in points {
                let _ = writeln!(svg, "<circle class=\"dot-{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>");
            }
        }
        // Names do not cover each other.
        let mut at = last + 4.0;
        while let Some(other) = taken.iter().find(|other| (**other - at).abs() < 15.0) {
            at = other + 15.0;
        }
        taken.push(at);
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{at:.1}\">{name}</text>", PANEL.0 - MARGIN.2 + 8.0);
    }
}

fn x(origins: usize) -> f64 {
    let share = (origins as f64).log10() / 4.0;
    MARGIN.0 + share * (PANEL.0 - MARGIN.0 - MARGIN.2)
}

fn y(instructions: f64) -> f64 {
    let share = (instructions.log10() - f64::from(DECADES.0)) / f64::from(DECADES.1 - DECADES.0);
    PANEL.1 - MARGIN.3 - share.clamp(0.0, 1.0) * (PANEL.1 - MARGIN.1 - MARGIN.3)
}

fn thousands(number: i64) -> String {
    let (head, tail) = (number / 1_000, number % 1_000);
    if head == 0 { tail.to_string() } else { format!("{},{tail:03}", thousands(head)) }
}
