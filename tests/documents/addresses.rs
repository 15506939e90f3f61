//! The addresses in messages lead to pages of the documentation.

use std::fs;

use cors_core::Rule;

use crate::documents::root;

#[test]
fn every_rule_has_its_page() {
    for rule in Rule::ALL {
        let page = root().join("docs").join(rule.page());
        let text = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(text.lines().next().is_some_and(|heading| heading == format!("# {rule}")), "{}", page.display());
    }
}

/// The messages of these files are literals: rustc reads them before constants have values.
const LITERAL: [(&str, usize); 2] =
    [("cors-core/src/handlers/companion.rs", 6), ("cors-actix/src/builder/companion.rs", 1)];

#[test]
fn literal_messages_have_the_address_of_their_rule() {
    for (file, expected) in LITERAL {
        let source = fs::read_to_string(root().join(file)).expect(file);
        let mut found = 0;
        for rule in Rule::ALL {
            for message in source.split(&format!("[{rule}]")).skip(1) {
                let shown = message.split("see: ").nth(1).and_then(|rest| rest.split('"').next());
                // `{}`: from the constant.
                let address = if shown == Some("{}") { "{}".to_owned() } else { rule.address() };
                assert_eq!(shown, Some(address.as_str()), "the address of `{rule}` in {file}");
                found += 1;
            }
        }
        assert_eq!((found, source.matches("see: ").count()), (expected, expected), "{file}");
    }
}
