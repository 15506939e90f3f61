//! The report as plain text, for a terminal and for the logs of CI servers.

use super::{
    differences::{ShownLine, columns},
    model::{Report, Verdict},
    summary,
};
use crate::{
    escaping::printable::Printable,
    findings::finding::{Finding, ShownExchange},
};

/// The width of a terminal.
const WIDTH: usize = 100;
/// The width of the labels.
const LABEL: usize = 13;

/// Renders a report.
pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    paragraph(&mut text, "", &format!("{}: {}", report.target, summary::line(report)));
    for finding in summary::sorted(report) {
        text.push('\n');
        heading(&mut text, finding);
        text.push_str(&body(finding));
    }
    let not_asked: Vec<_> = report.routes.iter().filter(|route| route.verdict == Verdict::NotAsked).collect();
    if !not_asked.is_empty() {
        text.push_str("\nNot asked\n");
        let width = not_asked.iter().map(|route| route.route.chars().count()).max().unwrap_or_default().min(40);
        for route in not_asked {
            let reason = route.reason.as_deref().unwrap_or_default();
            let line = format!("  {:width$}  {}", Printable(&route.route).to_string(), Printable(reason));
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    if !report.notes.is_empty() {
        text.push_str("\nNotes\n");
        report.notes.iter().for_each(|note| paragraph(&mut text, "  - ", note));
    }
    text
}

fn heading(text: &mut String, finding: &Finding) {
    let weight = finding.fault.weight().word().to_uppercase();
    paragraph(text, &format!("{weight:LABEL$}"), &format!("{} [{}]", finding.fault.title(), finding.fault));
}

/// Renders a finding without its heading.
pub(super) fn body(finding: &Finding) -> String {
    let mut text = String::new();
    let mut field = |label: &str, value: &str| {
        if !value.is_empty() {
            paragraph(&mut text, &format!("  {label:width$}", width = LABEL - 2), value);
        }
    };
    field("routes", &summary::routes(finding));
    field("differs", &finding.detail);
    field("page", &finding.seen);
    field("likely", finding.hop.as_deref().unwrap_or_default());
    finding.exchange.iter().for_each(|exchange| write_exchange(&mut text, exchange));
    let mut field = |label: &str, value: &str| {
        paragraph(&mut text, &format!("  {label:width$}", width = LABEL - 2), value);
    };
    field("fix", finding.fault.fix());
    field("more", &finding.fault.link());
    text
}

fn write_exchange(text: &mut String, exchange: &ShownExchange) {
    let columns = columns(exchange);
    write_lines(text, "request", &columns.request, ' ');
    write_lines(text, "answer", &columns.answer, '+');
    write_lines(text, "declared", &columns.declared, '-');
}

/// Writes the lines of a message. `mark` is in front of those that differ.
fn write_lines(text: &mut String, label: &str, lines: &[ShownLine], mark: char) {
    let labels = [label].into_iter().chain(std::iter::repeat(""));
    for (line, label) in lines.iter().zip(labels) {
        let mark = if line.differs { mark } else { ' ' };
        let line = format!("  {label:width$}{mark} {}", line.text, width = LABEL - 4);
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// Writes text of several words, with its other lines below its first.
fn paragraph(text: &mut String, first: &str, words: &str) {
    let indent = first.chars().count();
    let mut line = first.to_owned();
    let mut column = indent;
    for word in words.split_whitespace() {
        let word = Printable(word).to_string();
        let length = word.chars().count();
        if column > indent {
            if column + 1 + length > WIDTH {
                text.push_str(&line);
                text.push('\n');
                line = " ".repeat(indent);
                column = indent;
            } else {
                line.push(' ');
                column += 1;
            }
        }
        line.push_str(&word);
        column += length;
    }
    text.push_str(line.trim_end());
    text.push('\n');
}
