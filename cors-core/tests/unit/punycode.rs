//! Punycode.

use proptest::prelude::*;

use super::*;

/// RFC 3492, section 7.1: those without upper case.
#[test]
fn the_samples_of_the_rfc() {
    for (text, encoded) in [
        ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb"),
        ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
        ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ("-> $1.00 <-", "-> $1.00 <--"),
    ] {
        assert_eq!(encode(text).as_deref(), Some(encoded));
        assert_eq!(decode(encoded).as_deref(), Some(text));
    }
}

#[test]
fn no_punycode() {
    // Too short, a digit that is none, an upper-case digit, nothing before a hyphen, beyond Unicode, too large a number.
    for wrong in ["z", "bcher-kv", "bcher-kv!", "bcher-KVA", "-kva", "99999999"] {
        assert_eq!(decode(wrong), None, "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_comes_back(text in "\\PC{0,20}") {
        let encoded = encode(&text).expect("short enough");
        prop_assert_eq!(decode(&encoded), Some(text));
    }

    /// Whatever is decoded has one form only.
    #[test]
    fn bytes_come_back(encoded in "([a-z]{0,5}-)?[a-z0-9]{1,12}") {
        if let Some(text) = decode(&encoded) {
            prop_assert_eq!(encode(&text), Some(encoded));
        }
    }
}
