//! Edge cases of hosts, schemes and ports.

use cors_core::{
    IssueKind, Origin, OriginPattern, OriginProblem, PatternError, PatternProblem, PolicySpec, RequestOrigin,
};

#[test]
fn the_parts_of_an_origin() {
    for (origin, parts) in [
        ("https://app.example.com", ("https", "app.example.com", None)),
        ("http://[::1]:8443", ("http", "[::1]", Some(8443))),
        ("tauri://localhost:65535", ("tauri", "localhost", Some(65_535))),
        ("https://a:0", ("https", "a", Some(0))),
    ] {
        let parsed = Origin::parse(origin).expect(origin);
        assert_eq!((parsed.scheme(), parsed.host(), parsed.port()), parts);
    }
}

#[test]
fn edge_cases_that_are_origins() {
    for origin in [
        // The largest numbers of an IPv4 address, and the smallest.
        "https://255.255.255.255",
        "https://0.0.0.0",
        "https://9.10.100.0",
        // The first of the longest runs of zeros is compressed, and never a single zero.
        "https://[1::2:0:0:3:4]",
        "https://[1:0:0:2::3]",
        "https://[1:0:2:3:4:5:6:7]",
        "https://[0:1:2:3:4:5:6:7]",
        "https://[1:2:3:4:5:6::]",
        "https://[::2:3:4:5:6:7]",
        "https://[::]",
        // A name ends in a number only if the whole last label is one.
        "https://1.2.3.4a",
        "https://a.0x1g",
        "https://1a.example",
        // The rules about addresses are those of web schemes.
        "app://127.1",
        "app://a_b.c-d",
        "a+b-c.d9://a",
    ] {
        let parsed = Origin::parse(origin);
        assert!(parsed.is_ok(), "{origin}: {parsed:?}");
    }
}

#[test]
fn edge_cases_that_are_not_origins() {
    use OriginProblem::*;
    let long_scheme = format!("{}://a", "s".repeat(65));
    for (text, problem, bytes) in [
        ("https://256.1.1.1", BadIpv4, 8..17),
        ("https://1.256.3.4", BadIpv4, 8..17),
        ("https://1.2.256.4", BadIpv4, 8..17),
        ("https://1.2.3.4.0", BadIpv4, 8..17),
        ("https://1.16777216", BadIpv4, 8..18),
        ("https://4294967296", BadIpv4, 8..18),
        ("https://1.2.3.08", BadIpv4, 8..16),
        ("https://+1.2.3.4", BadIpv4, 8..16),
        ("https://1.2.3.010", NonCanonicalIpv4, 8..17),
        ("https://1.16777215", NonCanonicalIpv4, 8..18),
        ("https://a.99999999999999999999", BadIpv4, 8..30),
        ("https://99999999999999999999", BadIpv4, 8..28),
        ("https://[1:0:0:2:0:0:3:4]", NonCanonicalIpv6, 8..25),
        ("https://[1:0:0:2:3::4]", NonCanonicalIpv6, 8..22),
        ("https://[1::2:3:4:5:6:7]", NonCanonicalIpv6, 8..24),
        ("https://büü.example", NonAsciiHost, 9..13),
        ("https://abüücü.example", NonAsciiHost, 10..14),
        ("https://aBCd.example", UpperCase, 9..11),
        // Two ports, and an address without brackets.
        ("https://app.example:80:90", BadPort, 19..25),
        ("https://app.example:x:90", BadPort, 19..24),
        ("https://2001:db8::1:443", BadIpv6, 8..23),
        ("https://a:+1", BadPort, 9..12),
        ("https://a:00", PortLeadingZero, 9..12),
        ("ftp://a:21", DefaultPort, 7..10),
        ("http://a:80", DefaultPort, 8..11),
        ("https://a?", Query, 9..10),
        ("https://a#", Fragment, 9..10),
        ("https://a//", Path, 9..11),
        ("https://a@b@c", UserInfo, 8..12),
        ("https://a \u{a0}\tb", WhiteSpace, 9..13),
        ("https://a\u{7f}b", WhiteSpace, 9..10),
        ("httpS://a", UpperCase, 4..5),
        ("ht_tp://a", BadScheme, 0..5),
        ("://a", BadScheme, 0..0),
        ("blob://a", OpaqueScheme, 0..4),
        ("about:blank", OpaqueScheme, 0..5),
        ("javascript:alert(1)", OpaqueScheme, 0..10),
        ("mailto:a", MissingScheme, 0..8),
        ("ws://a", WebSocketScheme, 0..2),
        (&long_scheme, BadScheme, 0..65),
        // Applications' own schemes have fewer characters.
        ("app://a!b", HostCharacter('!'), 7..8),
        ("app://[::1]", HostCharacter('['), 6..7),
        ("app://", EmptyHost, 6..6),
        ("app://a..b", EmptyLabel, 8..8),
        // `app://.` is what Electron sends for `app://./index.html`; with more dots it is nothing.
        ("app://..", EmptyLabel, 6..6),
        ("app://.a", EmptyLabel, 6..6),
        ("https://.", EmptyLabel, 8..8),
    ] {
        assert_eq!(Origin::parse(text), Err((problem, bytes)), "{text:?}");
    }
}

/// Names in Punycode are checked by the tables of Unicode, and the position of the wrong label is reported.
#[test]
fn international_names() {
    use OriginProblem::{BadPunycode, NonCanonicalPunycode};
    for host in [
        "xn--bcher-kva.example",
        "xn--p1ai",
        // Thai, Devanagari with a joiner, Arabic, Hebrew, an emoji; and beside what browsers send of other labels.
        "xn--12c1fe0br.xn--o3cw4h",
        "xn--11b4d3a.xn--h2brj9c",
        "xn--mgbh0fb.xn--kgbechtv.",
        "xn--4dbrk0ce.example:8443",
        "xn--i-7iq.ws",
        "my_app.-a-.xn--bcher-kva.example",
    ] {
        assert!(Origin::parse(&format!("https://{host}")).is_ok(), "{host}");
        assert!(OriginPattern::parse(&format!("https://*.a.{host}")).is_ok(), "{host}");
    }
    for (host, problem, bytes, corrected) in [
        // A control character, a number that is too large, a number without an end, nothing at all.
        ("a.xn--a.example", BadPunycode, 10..15, None),
        ("xn--99999999.example", BadPunycode, 8..20, None),
        ("xn--bcher-kva.xn--bcher-kv.example", BadPunycode, 22..34, None),
        ("xn--.example", BadPunycode, 8..12, None),
        // Without Punycode, with a letter instead of a letter and a mark, in lower case.
        ("a.xn--bcher-.example", NonCanonicalPunycode, 10..20, Some("a.bcher.example")),
        ("xn--a-0tb.xn--u-ccb.example", NonCanonicalPunycode, 18..27, Some("xn--a-0tb.xn--tda.example")),
        ("xn--tda.xn--lca.example:8443", NonCanonicalPunycode, 16..23, Some("xn--tda.xn--ida.example:8443")),
        // Letters from both directions, in one label and in one name.
        ("xn--a-0hc.example", BadPunycode, 8..17, None),
        ("1a.xn--4dbrk0ce.example", BadPunycode, 11..23, None),
    ] {
        let text = format!("https://{host}");
        assert_eq!(Origin::parse(&text), Err((problem, bytes)), "{text}");
        let spec = PolicySpec { origins: Some(vec![text.clone()]), ..PolicySpec::default() };
        let issues: Vec<_> = spec.validate().unwrap_err().into_iter().map(|issue| issue.kind).collect();
        let corrected = corrected.map(|host| format!("https://{host}"));
        assert_eq!(issues, [IssueKind::MalformedOrigin { origin: text, problem, corrected }]);
    }
    for (written, meant) in [
        ("https://ไทย.example", "https://xn--o3cw4h.example"),
        ("https://Ελλάς.example", "https://xn--hxarsa0b.example"),
        ("https://日本。example", "https://xn--wgv71a.example"),
    ] {
        let spec = PolicySpec { origins: Some(vec![written.to_owned()]), ..PolicySpec::default() };
        let issues: Vec<_> = spec.validate().unwrap_err().into_iter().map(|issue| issue.kind).collect();
        let corrected = Some(meant.to_owned());
        let problem = OriginProblem::NonAsciiHost;
        assert_eq!(issues, [IssueKind::MalformedOrigin { origin: written.to_owned(), problem, corrected }]);
    }
}

#[test]
fn problems_of_patterns_have_positions() {
    use OriginProblem::{BadPort, HostCharacter, OpaqueScheme};
    for (text, problem, bytes) in [
        ("https://*.a<b.example", HostCharacter('<'), 11..12),
        ("https://*.a<b.example:*", HostCharacter('<'), 11..12),
        ("https://a<b.example:*", HostCharacter('<'), 9..10),
        ("https://*.a.example:x", BadPort, 19..21),
        ("file://*.a.example", OpaqueScheme, 0..4),
    ] {
        assert_eq!(OriginPattern::parse(text), Err(PatternError::Origin(problem, bytes)), "{text}");
    }
    for (text, problem, bytes) in [
        ("ht*tps://a", PatternProblem::InScheme, 2..3),
        ("https://*.a*.example", PatternProblem::InHost, 11..12),
        ("https://a.example:*0", PatternProblem::InPort, 18..20),
        ("https://*.a.example:8*", PatternProblem::InPort, 20..22),
    ] {
        assert_eq!(OriginPattern::parse(text), Err(PatternError::Wildcard(problem, bytes)), "{text}");
    }
    // Addresses are addresses only under web schemes.
    assert!(OriginPattern::parse("app://*.1.2.3.4").is_ok());
    assert!(OriginPattern::parse("https://a.example").is_ok_and(|pattern| !pattern.is_wildcard()));
}

#[test]
fn a_pattern_displays_as_it_was_written() {
    for text in ["https://*.example.com:*", "https://app.example.com"] {
        let pattern = OriginPattern::parse(text).unwrap();
        assert_eq!((pattern.as_str(), pattern.to_string()), (text, text.to_owned()));
        assert_eq!(pattern.is_wildcard(), text.contains('*'));
    }
}

#[test]
fn a_pattern_matches_hosts_up_to_the_length_of_dns() {
    let pattern = OriginPattern::parse("https://*.example.com.").unwrap();
    let labels = ["a"; 3].map(|label| label.repeat(63)).join(".");
    for (more, length, expected) in [(48, 252, true), (49, 253, true), (50, 254, false), (51, 255, false)] {
        let origin = format!("https://{labels}.{}.example.com.", "b".repeat(more));
        assert_eq!(origin.len() - "https://".len() - ".".len(), length, "DNS does not count the last dot");
        assert_eq!(pattern.matches(&origin), expected, "{length}");
    }
}

/// A string does not allow `localhost` and loopback addresses, because any program on the machine can be that origin.
#[test]
fn local_hosts_are_distinguished_from_similar_names() {
    for (host, local) in [
        ("localhost", true),
        ("localhost.", true),
        ("app.localhost", true),
        ("a.b.localhost.", true),
        ("[::1]", true),
        ("[::]", true),
        ("0.0.0.0", true),
        ("127.0.0.1", true),
        ("127.255.255.254", true),
        // IPv4 addresses as IPv6 addresses.
        ("[::ffff:7f00:1]", true),
        ("[::ffff:7f00:0]", true),
        ("[::ffff:7fff:fffe]", true),
        ("[::ffff:0:0]", true),
        ("[::ffff:7e00:1]", false),
        ("[::ffff:7f0:1]", false),
        ("[::ffff:7f:1]", false),
        ("[::ffff:8000:1]", false),
        ("[::ffff:7f00:1:2]", false),
        ("[::ffff:7f:1:2]", false),
        ("[::ffff:7f00:0:0]", false),
        ("[::ffff:7f00]", false),
        ("[::ffff:0:1]", false),
        ("[::ffff:a00:1]", false),
        ("[::fffe:7f00:1]", false),
        ("[::1:ffff:7f00:1]", false),
        ("[1::ffff:7f00:1]", false),
        ("notlocalhost", false),
        ("localhost.example", false),
        ("[::2]", false),
        ("0.0.0.1", false),
        ("128.0.0.1", false),
        ("10.127.0.1", false),
        ("127.example", false),
        ("127.0.0.a1x", false),
    ] {
        for scheme in ["http", "https"] {
            let origin = format!("{scheme}://{host}");
            let asked = RequestOrigin::read([origin.as_bytes()].into_iter()).requested().unwrap();
            let found = asked.find_in(&origin.clone());
            assert_eq!(found.is_none(), local, "{origin}");
            assert!(found.is_none_or(|found| found.may_send_credentials() == (scheme == "https")), "{origin}");
        }
    }
    // Patterns with local hosts.
    for (pattern, origin) in
        [("http://*.localhost:5173", "http://app.localhost:5173"), ("https://*.localhost.", "https://a.b.localhost.")]
    {
        let asked = RequestOrigin::read([origin.as_bytes()].into_iter()).requested().unwrap();
        assert!(OriginPattern::parse(pattern).unwrap().matches(origin));
        assert!(asked.find_in(pattern).is_none());
    }
    let own = "tauri://localhost".to_owned();
    assert!(
        RequestOrigin::read([own.as_bytes()].into_iter()).requested().unwrap().find_in("tauri://localhost").is_some()
    );
}

/// An origin that another element matches is an issue; a similar one is not.
#[test]
fn covered_patterns_are_issues() {
    for (pattern, other, covers) in [
        ("https://*.a.example", "https://x.a.example", true),
        ("https://*.a.example", "https://*.b.a.example", true),
        ("https://*.a.example:*", "https://*.b.a.example", true),
        ("https://*.a.example:*", "https://x.a.example:1", true),
        ("https://*.a.example:8443", "https://x.a.example:8443", true),
        ("https://a.example:*", "https://a.example", true),
        ("https://*.a.example:8443", "https://x.a.example:8080", false),
        ("https://*.a.example:8443", "https://x.a.example", false),
        ("https://*.a.example", "https://x.a.example:8443", false),
        ("https://*.a.example", "https://*.b.a.example:*", false),
        ("https://*.a.example", "https://a.example", false),
        ("https://*.a.example", "https://x.ba.example", false),
        ("http://*.a.example", "https://x.a.example", false),
        ("https://a.example:*", "https://*.a.example:8443", false),
        ("https://a.example:*", "https://b.example", false),
        ("app://*", "app://a", true),
        ("app://*", "app://.", true),
        ("app://*", "app://*.a.b", true),
        ("app://*", "app://a:1", false),
        ("app://*", "app://*.a.b:*", false),
        ("app://*", "apps://a", false),
        ("http://*.localhost:*", "http://app.localhost:5173", true),
        ("http://*.localhost:*", "http://localhost:5173", false),
    ] {
        let origins = Some(vec![pattern.to_owned(), other.to_owned()]);
        let issues = PolicySpec { origins, ..PolicySpec::default() }.validate().err().into_iter().flatten();
        let shadowed = issues.filter(|issue| matches!(issue.kind, IssueKind::ShadowedOrigin { .. })).count();
        assert_eq!(shadowed, usize::from(covers), "{pattern} and {other}");
    }
}
