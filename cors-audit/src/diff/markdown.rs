//! The difference of two inventories as Markdown, for a review comment.

use std::{collections::BTreeSet, fmt};

use super::change::{Change, Direction, Fact, Value};
use crate::escaping::markdown::{code, code_in_cell};

/// Rows of the table. A comment on GitHub has at most 65,536 characters.
const ROWS: usize = 100;
/// Routes in the heading of their details.
const NAMED: usize = 8;
/// Elements of a list that is written in full.
const ELEMENTS: usize = 6;

/// Writes changes. `rows`: the number of rows after them.
pub(super) fn write(f: &mut fmt::Formatter<'_>, changes: &[Change], rows: usize) -> fmt::Result {
    if changes.is_empty() {
        return writeln!(
            f,
            "**CORS: no change.** {rows} {} as before.",
            if rows == 1 { "route is" } else { "routes are" }
        );
    }
    writeln!(f, "**CORS: {}.**\n", sentence(changes))?;
    writeln!(f, "| Change | Route | Parts |\n|---|---|---|")?;
    for change in changes.iter().take(ROWS) {
        let parts: BTreeSet<_> = change.facts.iter().map(|fact| fact.subject).collect();
        let parts: Vec<&str> = parts.into_iter().map(|subject| subject.word()).collect();
        let word = change.direction().word();
        let word = if change.direction().is_widened() { format!("⚠️ **{word}**") } else { word.to_owned() };
        writeln!(f, "| {word} | {} | {} |", code_in_cell(&change.route()), parts.join(", "))?;
    }
    if let more @ 1.. = changes.len().saturating_sub(ROWS) {
        writeln!(f, "\n… and {more} more.")?;
    }
    for (changes, facts) in grouped(changes).iter().take(ROWS) {
        let named: Vec<String> = changes.iter().take(NAMED).map(|change| code(&change.route())).collect();
        write!(f, "\n{}", named.join(", "))?;
        match changes.len().saturating_sub(NAMED) {
            0 => writeln!(f, ":\n")?,
            more => writeln!(f, " and {more} more:\n")?,
        }
        facts.iter().try_for_each(|fact| write_fact(f, fact))?;
    }
    Ok(())
}

/// `2 routes let in more, 1 route lets in less`.
fn sentence(changes: &[Change]) -> String {
    let count = |is: &dyn Fn(Direction) -> bool| changes.iter().filter(|change| is(change.direction())).count();
    let clause = |count: usize, one: &str, several: &str| match count {
        0 => None,
        1 => Some(format!("1 route {one}")),
        count => Some(format!("{count} routes {several}")),
    };
    let clauses = [
        clause(count(&|direction| direction == Direction::Widened), "lets in more", "let in more"),
        clause(count(&|direction| direction == Direction::Both), "lets in more and less", "let in more and less"),
        clause(count(&|direction| direction == Direction::Narrowed), "lets in less", "let in less"),
        clause(count(&|direction| direction == Direction::Other), "changes otherwise", "change otherwise"),
    ];
    clauses.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Changes with the same facts, such as those of a named policy.
fn grouped(changes: &[Change]) -> Vec<(Vec<&Change>, &BTreeSet<Fact>)> {
    let mut groups: Vec<(Vec<&Change>, &BTreeSet<Fact>)> = Vec::new();
    for change in changes {
        match groups.iter_mut().find(|(_, facts)| **facts == change.facts) {
            Some((group, _)) => group.push(change),
            None => groups.push((vec![change], &change.facts)),
        }
    }
    groups
}

fn write_fact(f: &mut fmt::Formatter<'_>, fact: &Fact) -> fmt::Result {
    let direction = match fact.direction {
        Direction::Other => String::new(),
        direction => format!(" ({})", direction.word()),
    };
    let before = value(&fact.before, &fact.after);
    writeln!(f, "- {}{direction}: {before} → {}", fact.subject.word(), value(&fact.after, &fact.before))
}

fn value(value: &Value, other: &Value) -> String {
    let elements = match value {
        Value::Words(words) => return (*words).to_owned(),
        Value::Text(elements) if elements.is_empty() => return "none".to_owned(),
        Value::Text(elements) => elements,
    };
    let is_new = |element: &&String| !matches!(other, Value::Text(others) if others.contains(element));
    let (shown, rest): (Vec<_>, Vec<_>) = match elements.len() {
        0..=ELEMENTS => (elements.iter().collect(), Vec::new()),
        _ => elements.iter().partition(is_new),
    };
    let shown: Vec<String> = shown.into_iter().map(|element| code(element)).collect();
    match (shown.is_empty(), rest.len()) {
        (_, 0) => shown.join(", "),
        (true, rest) => format!("{rest} elements"),
        (false, rest) => format!("{} and {rest} more", shown.join(", ")),
    }
}
