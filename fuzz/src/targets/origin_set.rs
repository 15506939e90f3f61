//! Allow-lists from a text, against the rules for policies.

use cors_core::{OriginSet, PolicySpec, RequestOrigin};

use super::naive::naive;

/// `true`: the text was accepted.
pub(super) fn run(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data.get(..4096).unwrap_or(data));
    let elements = elements(&text);
    let origins = (!elements.is_empty()).then(|| elements.clone());
    let spec = PolicySpec { origins, credentials: true, ..PolicySpec::default() };
    let issues = spec.validate().err().map_or(0, |issues| issues.as_slice().len());
    match OriginSet::from_text(&text) {
        Ok(set) => {
            assert_eq!(issues, 0, "{text:?}: the rules say no");
            let mut sorted: Vec<&str> = elements.iter().map(|element| &**element).collect();
            sorted.sort_by_key(|element| (element.contains('*'), *element));
            assert_eq!(set.origins().collect::<Vec<_>>(), sorted, "{text:?}");
            for element in &elements {
                // What a wildcard stands for, for instance.
                let origin = element.replacen("*.", "a.b-c.", 1).replacen(":*", ":1", 1);
                assert!(is_let_in(&origin, &set), "{element} does not let {origin} in");
            }
            let longer = elements.iter().map(|element| format!("{element}.evil.test"));
            for stranger in longer.chain(["null".to_owned(), "https://evil.test".to_owned(), String::new()]) {
                let expected = elements.iter().any(|element| naive(element, &stranger));
                assert!(expected || !is_let_in(&stranger, &set), "{stranger} is let in by {text:?}");
            }
            true
        }
        Err(error) => {
            assert_ne!(issues, 0, "{text:?}: the rules say yes, and the set {error}");
            assert_eq!(error.issues().len(), issues, "{text:?}: {error}");
            assert!(!error.to_string().is_empty());
            false
        }
    }
}

fn is_let_in(origin: &str, set: &OriginSet) -> bool {
    let requested = RequestOrigin::read([origin.as_bytes()].into_iter()).requested();
    requested.is_some_and(|requested| requested.find_in(set).is_some())
}

/// What stands between commas or white space; nothing between two commas is something that is missing.
fn elements(text: &str) -> Vec<String> {
    let mut elements = Vec::new();
    let mut pieces = text.split(',').peekable();
    while let Some(piece) = pieces.next() {
        let before = elements.len();
        elements.extend(piece.split_whitespace().map(str::to_owned));
        if elements.len() == before && pieces.peek().is_some() {
            elements.push(String::new());
        }
    }
    elements
}
