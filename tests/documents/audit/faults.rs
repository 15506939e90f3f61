//! The table of faults in the guide: every fault with its name, its weight and the section that fixes it, in the order of the faults.

use cors_audit::Fault;

const CHAPTER: &str = include_str!("../../../docs/guide/audit.md");

/// The label of a page of the documentation in a link by reference: `proxies#caches` for `proxies.md#caches`, `rules#forgeable` for
/// `rules/forgeable.md`.
fn label(fault: Fault) -> String {
    fault.page().trim_start_matches("guide/").replace(".md", "").replace("rules/", "rules#")
}

/// The cells of each row of the table.
fn rows() -> Vec<Vec<&'static str>> {
    let table = CHAPTER.lines().skip_while(|line| *line != "| fault | weight | what a page sees | the fix |").skip(2);
    let rows = table.map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.map(|row| row.split(" | ").collect()).collect()
}

#[test]
fn the_guide_has_every_fault() {
    let rows = rows();
    for (fault, row) in Fault::ALL.iter().zip(&rows) {
        let [name, weight, seen, fix] = row.as_slice() else { panic!("{row:?}") };
        assert_eq!(*name, format!("`{fault}`"));
        assert_eq!(*weight, fault.weight().word(), "{fault}");
        assert!(seen.len() > 10 && !seen.ends_with('.'), "{fault}: {seen}");
        assert!(fix.contains(&format!("][{}]", label(*fault))), "{fault}: {fix} does not link to {}", fault.page());
    }
    assert_eq!(rows.len(), Fault::ALL.len());
}

#[test]
fn the_guide_has_every_weight_in_its_words() {
    let paragraph = CHAPTER.split("\n## Faults\n\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("text");
    let paragraph = paragraph.replace('\n', " ").to_lowercase();
    for fault in Fault::ALL {
        let weight = fault.weight();
        let meaning = weight.meaning().to_lowercase();
        assert!(paragraph.contains(&format!("**{}**: {meaning}", weight.word())), "{weight:?} in {paragraph}");
    }
}
