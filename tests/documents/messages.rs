//! The README has the words that people search for, and leads to where they are explained.

use crate::documents::root;

const README: &str = include_str!("../../README.md");
const TROUBLESHOOTING: &str = include_str!("../../docs/guide/troubleshooting.md");

/// What is quoted of a console or of a status, and not a name.
fn quoted(paragraph: &str) -> Vec<String> {
    let codes = paragraph.split('`').skip(1).step_by(2).map(|code| code.replace('\n', " "));
    codes.filter(|code| code.contains(' ')).collect()
}

#[test]
fn the_readme_leads_from_messages_to_fixes() {
    let paragraph = README.split("\n\n").find(|paragraph| paragraph.starts_with("Looking for the fix")).expect("it");
    let quoted = quoted(paragraph);
    assert!(quoted.len() > 4, "{quoted:?}");
    for message in &quoted {
        assert!(TROUBLESHOOTING.contains(message.as_str()), "{message:?} is not in the chapter");
    }
    for word in ["blocked by CORS policy", "No 'Access-Control-Allow-Origin' header", "405 Method Not Allowed"] {
        assert!(quoted.iter().any(|message| message.contains(word)), "{word:?}");
    }
    assert!(paragraph.contains("preflight") && root().join("docs/guide/troubleshooting.md").exists());
}
