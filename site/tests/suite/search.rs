//! The search knows every page.

use cors_core::Rule;
use serde_json::Value;

use crate::{SITE, files};

/// The index, as the script of the search reads it.
fn index() -> Value {
    let name = files(&SITE).into_iter().find(|path| path.starts_with("searchindex-")).expect("an index");
    let script = std::fs::read_to_string(SITE.join(name)).expect("text");
    let json = script.split_once("JSON.parse('").and_then(|(_, json)| json.strip_suffix("'));")).expect("JSON");
    serde_json::from_str(&json.replace("\\'", "'").replace("\\\\", "\\")).expect("JSON")
}

/// The sections whose title has these words, each with the address that the search leads to.
fn found(index: &Value, title: &str) -> Vec<String> {
    let sections = index["index"]["documentStore"]["docs"].as_object().expect("the sections");
    let sections =
        sections.iter().filter(|(_, section)| section["title"].as_str().is_some_and(|found| found.contains(title)));
    sections
        .map(|(id, _)| index["doc_urls"][id.parse::<usize>().expect("a number")].as_str().expect("a URL").to_owned())
        .collect()
}

#[test]
fn rules_and_messages_are_found() {
    let index = index();
    for rule in Rule::ALL {
        let address = format!("rules/{rule}.html#{rule}");
        assert!(found(&index, rule.name()).contains(&address), "{rule}");
    }
    let found = found(&index, "No 'Access-Control-Allow-Origin' header is present on the requested resource.");
    for address in ["messages/1.html#", "messages/2.html#"] {
        assert!(found.iter().any(|found| found.starts_with(address)), "{address} is not among {found:?}");
    }
}
