//! Each mistake is the one that it is called after.

use super::{Mistake, confusion::takes};

const APP: &str = "https://app.example.com";

#[test]
fn who_is_taken_for_whom() {
    for (mistake, origin) in [
        (Mistake::Suffix, "https://evilapp.example.com"),
        (Mistake::Prefix, "https://app.example.com.evil.test"),
        (Mistake::DotIsAnything, "https://appxexample.com"),
        (Mistake::PortIgnored, "https://app.example.com:8443"),
        (Mistake::SchemeIgnored, "http://app.example.com"),
        (Mistake::CaseIgnored, "https://APP.example.com"),
        (Mistake::TrailingDotStripped, "https://app.example.com."),
        (Mistake::NullAllowed, "null"),
        (Mistake::Reflected, "https://evil.test"),
    ] {
        assert!(takes(mistake, origin, APP), "{mistake:?}");
        assert!(takes(mistake, APP, APP) || mistake == Mistake::NullAllowed, "{mistake:?}");
        assert!(!takes(mistake, "http://other.test", APP) || mistake == Mistake::Reflected, "{mistake:?}");
    }
    assert!(takes(Mistake::Suffix, "https://evilpartner.example", "https://*.partner.example"));
}
