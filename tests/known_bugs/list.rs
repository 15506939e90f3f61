//! The list of known bugs is complete, and everything that it refers to exists.

use std::{collections::BTreeSet, path::Path};

const LIST: &str = include_str!("list.md");

const SOURCES: [&str; 11] = [
    include_str!("beside.rs"),
    include_str!("configuration.rs"),
    include_str!("enforcement.rs"),
    include_str!("headers.rs"),
    include_str!("log.rs"),
    include_str!("order.rs"),
    include_str!("origins.rs"),
    include_str!("paths.rs"),
    include_str!("preflights.rs"),
    include_str!("reflection.rs"),
    include_str!("vary.rs"),
];

struct Row {
    number: usize,
    identifiers: &'static str,
    story: &'static str,
    /// Names of tests, and files of `tests/ui/cases`.
    shown_by: Vec<&'static str>,
}

impl Row {
    fn tests(&self) -> impl Iterator<Item = &'static str> {
        self.shown_by.iter().copied().filter(|name| !name.ends_with(".rs"))
    }

    /// What names of its tests begin with: `v01_cve_2015_9236_`.
    fn prefix(&self) -> String {
        let first = self.identifiers.split(", ").next().unwrap_or_default().to_lowercase();
        let words = first.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        format!("v{:02}_{}_", self.number, words.collect::<Vec<_>>().join("_"))
    }
}

fn rows() -> Vec<Row> {
    let cells = |line: &'static str| -> Vec<_> { line.trim_matches('|').split(" | ").map(str::trim).collect() };
    let row = |line| match cells(line)[..] {
        [number, identifiers, story, shown_by] => Row {
            number: number.parse().expect("a number"),
            identifiers,
            story,
            shown_by: shown_by.split(", ").map(|name| name.trim_matches('`')).collect(),
        },
        _ => panic!("not four cells: {line}"),
    };
    LIST.lines().filter(|line| line.starts_with('|')).skip(2).map(row).collect()
}

/// Every test with a number, and whether it says what it asks.
fn functions() -> Vec<(&'static str, bool)> {
    let mut functions = Vec::new();
    for source in SOURCES {
        let mut documented = false;
        for line in source.lines() {
            let name = line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split('(').next());
            let is_numbered =
                |name: &&str| name.starts_with('v') && name[1..].starts_with(|c: char| c.is_ascii_digit());
            functions.extend(name.filter(is_numbered).map(|name| (name, documented)));
            documented = line.starts_with("///") || documented && line.starts_with("#[");
        }
    }
    functions
}

#[test]
fn every_number_is_in_the_list_once_and_has_something_to_show() {
    let rows = rows();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), (1..=61).collect::<Vec<_>>());
    for row in &rows {
        assert!(!row.identifiers.is_empty() && row.story.contains(' '), "V{}", row.number);
        assert!(row.shown_by.iter().all(|name| !name.is_empty()), "V{}: {:?}", row.number, row.shown_by);
    }
}

#[test]
fn every_test_is_in_the_list_by_its_number_and_identifier() {
    let listed: BTreeSet<_> = rows().iter().flat_map(Row::tests).collect();
    let written: BTreeSet<_> = functions().into_iter().map(|(name, _)| name).collect();
    assert_eq!(listed, written);
    for row in rows() {
        for test in row.tests() {
            assert!(test.starts_with(&row.prefix()), "{test} does not begin with {}", row.prefix());
        }
    }
}

#[test]
fn every_test_says_what_it_asks() {
    for (name, documented) in functions() {
        assert!(documented, "{name}");
    }
}

#[test]
fn every_program_that_does_not_compile_is_there_with_its_message() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/cases");
    let mut programs = 0;
    for name in rows().iter().flat_map(|row| row.shown_by.clone()).filter(|name| name.ends_with(".rs")) {
        programs += 1;
        for file in [cases.join(name), cases.join(name).with_extension("stderr")] {
            assert!(file.exists(), "no {}", file.display());
        }
    }
    assert!(programs > 0);
}
