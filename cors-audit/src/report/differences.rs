//! The lines that differ between an answer and the declared answer.

use crate::{
    escaping::printable::{Printable, shortened},
    findings::finding::ShownExchange,
};

/// The longest line that a report shows.
const LONGEST: usize = 400;

/// A line of an exchange, escaped for plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownLine {
    pub(super) text: String,
    /// The line differs from the other answer.
    pub(super) differs: bool,
}

/// The three columns of an exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownColumns {
    pub(super) request: Vec<ShownLine>,
    /// The lines that differ are not declared.
    pub(super) answer: Vec<ShownLine>,
    /// The lines that differ are not in the answer.
    pub(super) declared: Vec<ShownLine>,
}

/// Compares the answer with the declared one, line by line.
pub(super) fn columns(exchange: &ShownExchange) -> ShownColumns {
    ShownColumns {
        request: exchange.request.iter().map(|line| shown(line, false)).collect(),
        answer: marked(&exchange.answer, &exchange.declared, Side::Answer),
        declared: marked(&exchange.declared, &exchange.answer, Side::Declared),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Answer,
    Declared,
}

fn marked(lines: &[String], others: &[String], side: Side) -> Vec<ShownLine> {
    let mut unmatched: Vec<&String> = others.iter().collect();
    let mut take = |line: &String| {
        let at = unmatched.iter().position(|other| is_equal(line, other));
        at.map(|at| unmatched.swap_remove(at)).is_some()
    };
    let mut shown_lines = Vec::new();
    for line in lines {
        let is_compared = match name(line) {
            // Without a status, the answer is an error, or the policy declares none.
            None => status(line).is_some() && others.iter().any(|other| status(other).is_some()),
            // More names in `Vary` than the policy needs do no harm.
            Some(name) if name == "vary" => {
                side == Side::Declared && !list(line).iter().all(|element| vary(others).contains(element))
            }
            Some(name) => name.starts_with("access-control-") && !others.is_empty(),
        };
        let is_matched = name(line).as_deref() != Some("vary") && take(line);
        shown_lines.push(shown(line, is_compared && !is_matched));
    }
    shown_lines
}

fn shown(line: &str, differs: bool) -> ShownLine {
    ShownLine { text: Printable(&shortened(line, LONGEST)).to_string(), differs }
}

/// The name of a header in lower case; `None` for a line without one.
fn name(line: &str) -> Option<String> {
    line.split_once(':').map(|(name, _)| name.trim().to_ascii_lowercase())
}

/// The status of `HTTP/2 204` and of `204`.
fn status(line: &str) -> Option<&str> {
    let last = line.rsplit(' ').next()?;
    (last.len() == 3 && last.bytes().all(|byte| byte.is_ascii_digit())).then_some(last)
}

/// The elements of a header in lower case.
fn list(line: &str) -> Vec<String> {
    let (_, value) = line.split_once(':').unwrap_or_default();
    value.split(',').map(|element| element.trim().to_ascii_lowercase()).collect()
}

fn vary(lines: &[String]) -> Vec<String> {
    lines.iter().filter(|line| name(line).as_deref() == Some("vary")).flat_map(|line| list(line)).collect()
}

fn is_equal(line: &str, other: &str) -> bool {
    match (line.split_once(':'), other.split_once(':')) {
        (Some((name, value)), Some((other_name, other_value))) => {
            name.trim().eq_ignore_ascii_case(other_name.trim()) && value.trim() == other_value.trim()
        }
        (None, None) => status(line).is_some() && status(line) == status(other),
        _ => false,
    }
}
