//! The origins that a trusted set, pattern or string allows, with or without credentials.

use crate::naive::naive;
use crate::support::requested;
use cors_core::{AllowedOrigin, OriginList, OriginPattern, OriginSet, ReloadableOrigins, RequestOrigin, Trusted};
use proptest::prelude::*;

const APP: &str = "https://app.example.com";

/// Looks up a line of `Origin`, which need not be an origin.
fn find<'r>(line: &'r str, trusted: &(impl Trusted + ?Sized)) -> Option<AllowedOrigin<'r>> {
    RequestOrigin::read([line.as_bytes()].into_iter()).requested()?.find_in(trusted)
}

fn credentials(proof: Option<AllowedOrigin<'_>>) -> Option<bool> {
    proof.map(|proof| proof.may_send_credentials())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_set_allows_what_the_naive_model_allows(
        origins in prop::collection::vec("https://(\\*\\.)?([ab]|ab)\\.[cd]\\.e(:\\*|:8443)?", 1..6),
        asking in prop::collection::vec("https?://(([ab]|ab|x)\\.){0,3}[cd]\\.e(:8443|:443|:\\*)?", 1..12),
    ) {
        let Ok(set) = OriginSet::from_origins(origins.clone()) else { return Ok(()) };
        let reloadable = ReloadableOrigins::new(set.clone());
        for origin in &asking {
            let one_by_one: Vec<_> = origins.iter().filter(|pattern| naive(pattern, origin)).collect();
            let proof = find(origin, &set);
            prop_assert_eq!(credentials(proof), (!one_by_one.is_empty()).then_some(true), "{} in {:?}", origin, origins);
            prop_assert_eq!(find(origin, &reloadable), proof);
            for pattern in &origins {
                let expected = naive(pattern, origin);
                prop_assert_eq!(find(origin, pattern).is_some(), expected);
                prop_assert_eq!(find(origin, &OriginPattern::parse(pattern).unwrap()).is_some(), expected);
            }
        }
    }
}

#[test]
fn the_parts_of_a_requested_origin() {
    for (origin, parts) in [
        (APP, ("https", "app.example.com", None)),
        ("http://[::1]:8080", ("http", "[::1]", Some("8080"))),
        ("tauri://localhost", ("tauri", "localhost", None)),
    ] {
        let origin = requested(origin);
        assert_eq!((origin.scheme(), origin.host(), origin.port()), parts);
    }
    for line in [&b"null"[..], b"", b"https://b\xc3\xbccher.example"] {
        assert_eq!(RequestOrigin::read([line].into_iter()).requested(), None);
    }
}

#[test]
fn unchecked_patterns_and_strings_are_not_proof_for_credentials() {
    for (trusted, origin, expected) in [
        (APP, APP, Some(true)),
        ("https://*.partner.example", "https://a.partner.example", Some(true)),
        ("tauri://localhost", "tauri://localhost", Some(true)),
        ("http://shop.example", "http://shop.example", Some(false)),
        ("https://*.github.io", "https://a.github.io", Some(false)),
        ("https://*.run.app", "https://shop-1.a.run.app", Some(false)),
        ("https://*.sch.uk:*", "https://a.b.sch.uk:8443", Some(false)),
        ("moz-extension://*", "moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc", Some(false)),
        ("moz-extension://*", "moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc:1", None),
        ("https://*", "https://a.example", None),
        ("file://*", "file://a", None),
        ("https://*.our-shop.github.io", "https://a.our-shop.github.io", Some(true)),
        ("http://localhost:*", "http://localhost:5173", None),
        ("https://127.0.0.1", "https://127.0.0.1", None),
        ("https://[::1]:*", "https://[::1]", None),
        ("*", APP, None),
        ("null", "null-and-void", None),
        ("", APP, None),
        ("https://app.example.com/", "https://app.example.com/", None),
        ("app.example.com", "app.example.com", None),
        ("HTTPS://app.example.com", "HTTPS://app.example.com", None),
        ("https://app.example.com, https://b.example", "https://b.example", None),
    ] {
        // A copy, as in a request: two equal literals may have the same address.
        let origin = &origin.to_owned();
        assert_eq!(credentials(find(origin, trusted)), expected, "{origin} in {trusted}");
        assert_eq!(credentials(find(origin, &trusted.to_owned())), expected, "{origin} in {trusted}");
        if let Ok(pattern) = OriginPattern::parse(trusted) {
            assert_eq!(credentials(find(origin, &pattern)), expected, "{origin} in {trusted}");
        }
    }
    let unchecked: OriginList = [OriginPattern::parse("http://a.example").unwrap()].into_iter().collect();
    assert_eq!(credentials(unchecked.find("http://a.example")), Some(false));
}

#[test]
fn a_part_of_the_request_is_not_proof() {
    let header = String::from(APP);
    let origin = requested(&header);
    assert_eq!(origin.find_in(origin.as_str()), None);
    assert_eq!(origin.find_in(&header), None);
    assert!(origin.find_in(APP).is_some());
}

#[test]
fn a_set_returns_the_text_of_the_request() {
    let sent = String::from(APP);
    let proof = requested(&sent).find_in(&OriginSet::from_text(APP).unwrap()).unwrap();
    assert_eq!((proof.as_str(), proof.as_static()), (APP, None));
}
