//! The guide's table of messages.

const TROUBLESHOOTING: &str = include_str!("../../../docs/guide/troubleshooting.md");

/// A row, as it is written.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: &'static str,
    pub(super) chromium: &'static str,
    pub(super) firefox: &'static str,
    pub(super) cause: &'static str,
}

pub(super) fn rows() -> Vec<Row> {
    let table = TROUBLESHOOTING.lines().skip_while(|line| !line.starts_with("| # |")).skip(2);
    let table = table.take_while(|line| line.starts_with('|'));
    let rows = table.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, chromium, firefox, cause, _fix] = cells.as_slice() else { panic!("five cells: {line}") };
        Row { number, chromium, firefox, cause }
    });
    rows.collect()
}

/// The message of a cell: its first piece of code; none, where there is nothing to see.
pub(super) fn message(cell: &str) -> Option<&str> {
    cell.split('`').nth(1)
}

/// Whether a message is this one, with anything in place of `{…}`.
pub(super) fn fits(pattern: &str, message: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('{') else { return pattern == message };
    let after = rest.split_once('}').expect("the end of a placeholder").1;
    let Some(message) = message.strip_prefix(before) else { return false };
    message.char_indices().skip(1).any(|(at, _)| fits(after, &message[at..])) || after.is_empty() && !message.is_empty()
}

#[test]
fn a_placeholder_is_anything_but_nothing() {
    assert!(fits("Method {method} is {x}.", "Method PUT is not allowed."));
    assert!(fits("at {url}", "at ws://localhost:1"));
    assert!(!fits("Method {method} is", "Method PUT was"));
    assert!(!fits("at {url}", "at "));
    assert!(!fits("Method {method} is", "Method  is"));
    assert!(!fits("Methods", "Method"));
}
