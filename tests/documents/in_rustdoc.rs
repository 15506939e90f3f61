//! The documents are rendered by rustdoc as well, where their links have other targets. So they link to each other by reference: a
//! label such as `[enforce#what-it-is-not]` is defined at the end of a document, as a file, and by `docs/guide/in-rustdoc.md`,
//! which rustdoc reads before, as a module. The first definition counts.

use std::collections::BTreeMap;

use crate::documents::{Document, documents, root};

/// What maps the labels to modules. Not a document of its own.
const DEFINITIONS: &str = "docs/guide/in-rustdoc.md";

/// A page for each rule, which are sections of one module.
const RULES: &str = "docs/rules/";

/// What was measured, which is about the tests and the benches.
const REPORTS: &str = "docs/reports/";

/// The documents that rustdoc renders.
fn rendered() -> Vec<Document> {
    let mut documents = documents();
    documents
        .retain(|Document { path, .. }| path.starts_with("docs/") && path != DEFINITIONS && !path.starts_with(REPORTS));
    documents
}

/// The label and the module that a document of this path has.
fn label_and_module(path: &str) -> (String, String) {
    let name = path.rsplit('/').next().and_then(|file| file.strip_suffix(".md")).expect("a Markdown file");
    if path.starts_with(RULES) {
        return (format!("rules#{name}"), format!("crate::guide::rules#{name}"));
    }
    match path {
        "README.md" => ("readme".to_owned(), "crate".to_owned()),
        "docs/guide/README.md" => ("guide".to_owned(), "crate::guide".to_owned()),
        _ => (name.to_owned(), format!("crate::guide::{}", name.replace('-', "_"))),
    }
}

/// The path that a target means, without its fragment.
fn path(document: &str, target: &str) -> String {
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn documents_link_to_each_other_by_reference() {
    let mut definitions = BTreeMap::new();
    for document in rendered() {
        for link in document.links() {
            if link.target.contains("://") || link.target.starts_with('#') {
                continue;
            }
            let place = format!("{}:{}: {}", document.path, link.line, link.target);
            let (target, fragment) = link.target.split_once('#').unwrap_or((&link.target, ""));
            let (label, module) = label_and_module(&path(&document.path, target));
            let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
            assert_eq!(link.label, Some(format!("{label}{fragment}")), "{place}: the label of a link by reference");
            assert!(label != "readme" || fragment.is_empty(), "{place}: rustdoc does not have this heading");
            definitions.insert(format!("{label}{fragment}"), format!("{module}{fragment}"));
        }
    }
    let lines: String = definitions.iter().map(|(label, module)| format!("[{label}]: {module}\n")).collect();
    expect_test::expect_file![root().join(DEFINITIONS)].assert_eq(&lines);
}

#[test]
fn every_document_is_a_module_of_both_crates() {
    let chapters = include_str!("../../docs/guide/chapters.rs");
    assert!(chapters.contains("\n#[path = \"rules.rs\"]\npub mod rules;\n"));
    for document in rendered() {
        // The pages of the rules are included by a file that another test compares with the rules.
        if document.path == "docs/rules.md" || document.path.starts_with(RULES) {
            continue;
        }
        let (_, module) = label_and_module(&document.path);
        let module = module.rsplit("::").next().expect("a name");
        let file = document.path.strip_prefix("docs/").expect("a folder");
        let chapter = format!("    {module}: \"{file}\"\n");
        assert!(file == "guide/README.md" || chapters.contains(&chapter), "no chapter {chapter:?} in\n{chapters}");
    }
}
