//! The documents that the panel names.

use std::{fs, path::Path};

/// The documents are in the repository, and the headings exist.
#[test]
fn documents_have_the_headings_that_the_panel_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let sources = ["documentation.rs", "risks.rs"].map(|file| {
        let path = root.join("cors-panel/src/answers").join(file);
        fs::read_to_string(path).expect("text")
    });
    let mut found = 0;
    let is_page = |text: &str| text.contains(".md") && !text.contains(['{', ' ']);
    for target in sources.iter().flat_map(|source| source.split('"')).filter(|text| is_page(text)) {
        found += 1;
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        let text = fs::read_to_string(root.join("docs").join(file)).expect(target);
        let mut anchors = text.lines().filter_map(|line| line.strip_prefix('#')).map(anchor);
        assert!(heading.is_empty() || anchors.any(|anchor| anchor == heading), "{target}");
    }
    assert!(found > 8, "{found}");
}

/// The anchor of a heading, as Markdown renderers make it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    text.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}
