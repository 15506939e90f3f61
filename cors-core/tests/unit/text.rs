//! Lists in one text.

use super::elements;

#[test]
fn commas_and_white_space_separate_elements_and_an_element_may_be_missing() {
    for (text, expected) in [
        ("", &[][..]),
        (" \n", &[]),
        ("a", &["a"]),
        (" a,b\u{3000}c\n\td , e,\n", &["a", "b", "c", "d", "e"]),
        ("a,,b", &["a", "", "b"]),
        (",", &[""]),
        ("a, ,", &["a", ""]),
    ] {
        let found: Vec<_> = elements(text).map(|bytes| text.get(bytes)).collect();
        assert_eq!(found, expected.iter().copied().map(Some).collect::<Vec<_>>(), "{text:?}");
    }
}
