//! International names.

use proptest::prelude::*;

use super::*;

fn by_tables(domain: &str) -> Option<String> {
    idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::URL).ok().map(Into::into)
}

/// What is told without tables is what the tables say: of every character, alone and among others.
#[test]
fn every_character() {
    let mut told = 0;
    for c in ('\u{80}'..=char::MAX).filter(|c| c.is_alphanumeric() || u32::from(*c) < 0x1_0000) {
        for text in [c.to_string(), format!("a{c}-1")] {
            if let Some(ascii) = label_to_ascii(&text) {
                assert_eq!(by_tables(&text), Some(ascii), "{text:?}");
                told += 1;
            }
            let encoded = format!("{PREFIX}{}", punycode::encode(&text).expect("short"));
            if !is_possible(&text) {
                assert_eq!(by_tables(&encoded), None, "{text:?}");
            } else if text.chars().all(is_plain_char) {
                assert_eq!(by_tables(&encoded).as_ref(), Some(&encoded), "{text:?}");
            }
        }
    }
    assert!(told > 60_000, "{told}");
}

#[test]
fn every_dot() {
    for domain in ["日本。example", "app．example.com", "例え｡東京"] {
        assert_eq!(to_ascii(domain), by_tables(domain), "{domain}");
        assert!(to_ascii(domain).is_some(), "{domain}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_order(text in "[a-z0-9äßñēőǫάςяџәկთがギー東京한국K☃\u{301}\u{200d}-]{1,8}", other in "[a-z0-9я-]{1,3}") {
        let domain = format!("{text}.{other}");
        if let (Some(one), Some(two)) = (label_to_ascii(&text), label_to_ascii(&other)) {
            let ascii = format!("{one}.{two}");
            prop_assert_eq!(by_tables(&domain), Some(ascii.clone()));
            prop_assert_eq!(check(&ascii), Ok(()));
        }
    }

    /// What is refused without tables is refused by them.
    #[test]
    fn every_label(encoded in "([a-z]{0,3}-)?[a-z0-9]{1,10}") {
        let domain = format!("{PREFIX}{encoded}");
        let told = punycode::decode(&encoded).filter(|text| is_possible(text));
        match told {
            None => prop_assert_eq!(by_tables(&domain).filter(|ascii| *ascii == domain), None),
            Some(text) if text.chars().all(is_plain_char) => prop_assert_eq!(by_tables(&domain), Some(domain)),
            Some(_) => {}
        }
    }
}
