//! The limits of what is read of requests, and `Vary`.

use crate::support::{Head, path, policy};
use cors_core::{
    __private::{Page, Sender},
    PathPolicies, ReadHeaders, Reason, RequestHead, RequestOrigin, Verdicts,
};

const APP: &str = "https://app.example.com";
/// The longest line of `Access-Control-Request-Headers` that is read to its end.
const MAX_LINE: usize = 1040 * 257;

fn reason(path: &PathPolicies, names: &str) -> Reason {
    let head = Head::preflight("GET", APP).with_headers(names);
    reason_of(path, &head)
}

fn allowing(headers: &[&str]) -> PathPolicies {
    path(&[("GET", policy(&[APP], headers))])
}

#[test]
fn the_limit_of_request_headers() {
    let path = allowing(&["x-a", "x-b"]);
    let star = allowing(&["*"]);
    for (number, expected) in [(1, Reason::Allowed), (1024, Reason::Allowed), (1025, Reason::MalformedRequestHeaders)] {
        assert_eq!(reason(&path, &vec!["x-a"; number].join(",")), expected, "{number}");
        assert_eq!(reason(&path, &vec!["X-B"; number].join(" , ")), expected, "{number}");
        assert_eq!(reason(&star, &vec!["x-c"; number].join(",")), expected, "{number}");
    }
    // On several lines as well.
    let lines = |number: usize| Head {
        request_headers: (0..number).map(|_| b"x-a,x-b".to_vec()).collect(),
        ..Head::preflight("GET", APP)
    };
    for (number, expected) in [(512, Reason::Allowed), (513, Reason::MalformedRequestHeaders)] {
        let head = lines(number);
        assert_eq!(reason_of(&path, &head), expected, "{number}");
    }
}

#[test]
fn the_limit_of_empty_elements() {
    let path = allowing(&["x-a"]);
    for (number, expected) in [(1, Reason::Allowed), (16, Reason::Allowed), (17, Reason::MalformedRequestHeaders)] {
        let commas = ",".repeat(number);
        assert_eq!(reason(&path, &format!("{commas}x-a")), expected, "{number} in front");
        assert_eq!(reason(&path, &format!("x-a{commas}")), expected, "{number} behind");
        assert_eq!(reason(&path, &format!("{}x-a", " ,".repeat(number))), expected, "{number} of white space");
    }
}

#[test]
fn the_limit_of_a_names_length() {
    let names = [256, 257].map(|length| "a".repeat(length));
    let [longest, too_long] = names.each_ref().map(String::as_str);
    for path in [allowing(&["*"]), allowing(&[longest, too_long])] {
        for (name, expected) in [(longest, Reason::Allowed), (too_long, Reason::MalformedRequestHeaders)] {
            assert_eq!(reason(&path, name), expected);
            assert_eq!(reason(&path, &format!("{name},{longest}")), expected, "in front of others");
            assert_eq!(reason(&path, &format!("{longest},{name}")), expected, "behind others");
        }
    }
    let padded = format!("{}x-a", " ".repeat(254));
    assert_eq!(reason(&allowing(&["x-a"]), &padded), Reason::MalformedRequestHeaders);
}

#[test]
fn the_limit_of_a_lines_length() {
    let path = allowing(&["x-a"]);
    // 1,024 names and 16 empty elements, with as much white space as each may have: one comma less than the longest line.
    let name = format!("{}x-a", " ".repeat(253));
    let empty = " ".repeat(256);
    let elements = vec![name.as_str(); 1024].into_iter().chain(vec![empty.as_str(); 16]).collect::<Vec<_>>();
    let line = elements.join(",");
    assert_eq!(line.len(), MAX_LINE - 1);
    assert_eq!(reason(&path, &line), Reason::Allowed);

    // Of a longer line, eight names are read: more than most policies have. The ninth is not asked about, nor is what follows.
    let filled = |text: String, length: usize| text.clone() + &"b".repeat(length - text.len());
    let nine = "x-a,".repeat(9) + "x-b,";
    assert_eq!(reason(&path, &filled(nine.clone(), MAX_LINE)), Reason::HeaderNotAllowed);
    assert_eq!(reason(&path, &filled(nine, MAX_LINE + 1)), Reason::MalformedRequestHeaders);
    let eight = "x-a,".repeat(7) + "x-b,";
    assert_eq!(reason(&path, &filled(eight, MAX_LINE + 1)), Reason::HeaderNotAllowed);
}

#[test]
fn a_star_is_not_skipped_as_a_name() {
    assert_eq!(reason(&allowing(&["x-a"]), "*"), Reason::HeaderNotAllowed);
    assert_eq!(reason(&allowing(&["*"]), "*"), Reason::Allowed);
    assert_eq!(reason(&allowing(&["*"]), "*,authorization"), Reason::HeaderNotAllowed);
    assert_eq!(reason(&allowing(&["x-a"]), "x-a;x-b"), Reason::MalformedRequestHeaders);
    assert_eq!(reason(&allowing(&["x-a"]), "x-ab"), Reason::HeaderNotAllowed);
}

#[test]
fn the_limit_of_a_methods_length() {
    let path = allowing(&[]);
    for (method, expected) in [
        ("A".repeat(64), Reason::MethodNotAllowed),
        ("A".repeat(65), Reason::MalformedRequestMethod),
        ("A B".to_owned(), Reason::MalformedRequestMethod),
    ] {
        let head = Head::preflight(&method, APP);
        assert_eq!(reason_of(&path, &head), expected, "{method}");
    }
}

#[test]
fn the_limit_of_an_origins_length() {
    let longest = 64 + "://".len() + 253 + ".".len() + ":65535".len();
    let host = |last: usize| format!("{0}.{0}.{0}.{1}.", "o".repeat(63), "o".repeat(last));
    for (last, expected) in [(61, true), (62, false)] {
        let line = format!("{}://{}:65535", "s".repeat(64), host(last));
        assert_eq!(line.len() <= longest, expected, "{line}");
        let read = RequestOrigin::read([line.as_bytes()].into_iter());
        assert_eq!(read.requested().map(|origin| origin.as_str()), Some(&*line).filter(|_| expected));
        assert_eq!(read == RequestOrigin::Malformed(Reason::MalformedOrigin), !expected, "{line}");
    }
    assert_eq!(read(b"null"), RequestOrigin::Null);
    // Some engines write the opaque origin of files so.
    assert_eq!(read(b"file://"), RequestOrigin::Null);
    assert_eq!(RequestOrigin::read(std::iter::empty()), RequestOrigin::Absent);
    assert_eq!(
        RequestOrigin::read([&b"null"[..], b"null"].into_iter()),
        RequestOrigin::Malformed(Reason::SeveralOrigins)
    );
}

fn read(line: &[u8]) -> RequestOrigin<'_> {
    RequestOrigin::read([line].into_iter())
}

#[test]
fn other_texts_are_malformed_origins() {
    for malformed in [
        "",
        "https://a b",
        "https://a\u{7f}",
        "https://\u{fc}",
        " null",
        "NULL",
        "null,null",
        "*",
        "a.example",
        "https:",
        "https://",
        "https://u@h",
        "https://u:p@h",
        "https://a/b",
        "https://a/",
        "https://a?b",
        "https://a#b",
        "https://a\\b",
        "https://../x",
        "https://..",
        "https://.",
        "https://a..b",
        "https://%2e%2e",
        "HTTPS://a.example",
        "https://A.example",
        "https://*",
        "https://*.example",
        "https://a.example:*",
        "https://a.example:443",
        "http://a.example:80",
        "https://a.example:",
        "https://a.example:08443",
        "https://a.example:65536",
        "https://a.example:1:2",
        "https://127.1",
        "https://0x7f000001",
        "https://[::1",
        "https://::1",
        "https://[::0]",
        "https://a.example,https://b.example",
        "blob:https://a.example",
        "data:text/html,x",
        "about:blank",
        "file:///etc/passwd",
        "file://host",
        "ws://a.example",
        "1http://a.example",
        "tauri://a/../b",
        "app://..",
        "chrome-extension://*",
        "https://xn--a",
    ] {
        let expected = RequestOrigin::Malformed(Reason::MalformedOrigin);
        assert_eq!(read(malformed.as_bytes()), expected, "{malformed:?}");
    }
    assert_eq!(read(b"https://a\xff.example"), RequestOrigin::Malformed(Reason::MalformedOrigin));
    for origin in [
        "https://a.example",
        "https://a.example.",
        "http://a_b.example:8080",
        "https://-a-.example",
        "https://127.0.0.1",
        "https://[::1]:3000",
        "https://xn--bcher-kva.example",
        "tauri://localhost",
        "capacitor://localhost",
        "ionic://localhost",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "moz-extension://2b0c5d34-6a83-4a2c-9f1c-9d0f3a0f5e11",
    ] {
        assert_eq!(read(origin.as_bytes()).requested().map(|origin| origin.as_str()), Some(origin));
    }
}

/// A page can have a host with a `*`. A policy for every origin allows it; lists and sources never do.
#[test]
fn a_public_policy_allows_every_origin_that_a_browser_can_send() {
    let path = allowing(&["x-a"]);
    let public = crate::support::path(&[("GET", policy(&["*"], &["x-a"]))]);
    for (line, expected) in [
        ("https://*.partner.example", Reason::Allowed),
        ("file://", Reason::Allowed),
        ("null", Reason::Allowed),
        ("", Reason::MalformedOrigin),
        ("https://a b", Reason::MalformedOrigin),
    ] {
        assert_eq!(reason_of(&public, &Head::preflight("GET", line)), expected, "{line}");
        assert_ne!(reason_of(&path, &Head::preflight("GET", line)), Reason::Allowed, "{line}");
    }
}

/// A request with the required methods of the trait only.
struct Bare {
    host: Option<&'static str>,
    origin: &'static str,
}

fn is_own(request: &impl RequestHead) -> bool {
    Sender::of(request).page == Page::Own
}

impl RequestHead for Bare {
    fn method(&self) -> &str {
        "POST"
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(self.origin.as_bytes())
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.host.iter().filter(move |_| name == "host").map(|host| host.as_bytes())
    }
}

#[test]
fn a_request_without_authority_or_scheme() {
    for origin in [APP, "https://", "http://", "https://xyzzy"] {
        let bare = Bare { host: None, origin };
        assert_eq!((bare.authority(), bare.scheme()), (None, None));
        assert!(!is_own(&bare), "{origin}");
    }
    let named = |origin| Bare { host: Some("app.example.com"), origin };
    assert!(is_own(&named(APP)) && is_own(&named("http://app.example.com")));
    assert!(!is_own(&named("no-origin")) && !is_own(&named("app.example.com")));
}

#[test]
fn the_scheme_that_a_proxy_names() {
    let same = |origin: &str, headers: &[(&'static str, &str)]| {
        let others = headers.iter().map(|(name, value)| (*name, value.as_bytes().to_vec()));
        let others = [("host", b"a.example".to_vec())].into_iter().chain(others).collect();
        Sender::of(&Head { others, ..Head::actual("POST", origin) }).page
    };
    const HTTPS: &str = "https://a.example";
    const HTTP: &str = "http://a.example";
    for (headers, https, http) in [
        (&[][..], true, true),
        (&[("forwarded", "proto=https")][..], true, false),
        (&[("forwarded", "for=1.2.3.4; proto=http")], false, true),
        (&[("forwarded", "proto=http, proto=https")], false, true),
        // Without a value, as if the header were absent.
        (&[("forwarded", "for=1.2.3.4")], true, true),
        (&[("forwarded", "proto=\"\"")], true, true),
        (&[("forwarded", "proto")], true, true),
        (&[("x-forwarded-proto", "")], true, true),
        // Names that begin or end with `proto`.
        (&[("forwarded", "protox=http")], true, true),
        (&[("forwarded", "xproto=http")], true, true),
        // `Forwarded` is the standard's.
        (&[("forwarded", "proto=http"), ("x-forwarded-proto", "https")], false, true),
        (&[("forwarded", "for=1.2.3.4"), ("x-forwarded-proto", "https")], true, false),
        (&[("x-forwarded-proto", "http"), (":scheme", "https")], false, true),
        (&[(":scheme", "https")], true, false),
        // The handshake of a WebSocket, as some proxies name it.
        (&[("x-forwarded-proto", "wss")], true, false),
        (&[("x-forwarded-proto", "WS")], false, true),
        (&[("forwarded", "proto=wss;for=1.2.3.4")], true, false),
        (&[("forwarded", "proto=\"ws\"")], false, true),
        (&[("x-forwarded-proto", "ftp")], false, false),
        (&[(":scheme", "http")], true, true),
    ] {
        let page = |is_own| if is_own { Page::Own } else { Page::OtherScheme };
        assert_eq!((same(HTTPS, headers), same(HTTP, headers)), (page(https), page(http)), "{headers:?}");
    }
}

#[test]
fn the_port_of_the_server_itself() {
    let same = |origin: &str, host: &str| {
        is_own(&Head { others: vec![("host", host.as_bytes().to_vec())], ..Head::actual("POST", origin) })
    };
    for (origin, host, expected) in [
        ("http://a.example", "a.example:80", true),
        ("http://a.example", "a.example:443", false),
        ("https://a.example", "a.example:443", true),
        ("https://a.example", "a.example:80", false),
        ("https://a.example", "a.example:", true),
        ("https://a.example:8443", "a.example:8443", true),
        ("https://a.example:8443", "a.example", false),
        ("https://a.example:8443", "b.example:8443", false),
        ("https://[::1]", "[::1]", true),
        ("https://[::1]:8443", "[::1]:8443", true),
        ("https://[::1]", "[::1]:443", true),
        ("https://[::1]", "[::1]:", true),
        ("https://[::1]", "[::2]", false),
        ("ftp://a.example", "a.example", false),
        ("tauri://localhost", "localhost", false),
    ] {
        assert_eq!(same(origin, host), expected, "{origin} at {host}");
    }
}

#[test]
fn origin_is_added_to_vary_if_it_is_missing() {
    for (lines, needed) in [
        (&[][..], true),
        (&[""][..], true),
        (&["accept"], true),
        (&["accept, accept-encoding", "cookie"], true),
        (&["x-origin, origins"], true),
        (&["*x"], true),
        (&["Origin"], false),
        (&["accept,oRIGIN"], false),
        (&["accept", "cookie , origin\t,accept"], false),
        (&["*"], false),
        (&["accept, * "], false),
    ] {
        let missing = ReadHeaders::ORIGIN.missing_in(|| lines.iter().map(|line| line.as_bytes()));
        assert_eq!(missing, if needed { ReadHeaders::ORIGIN } else { ReadHeaders::NONE }, "{lines:?}");
    }
}

fn reason_of(path: &PathPolicies, head: &Head) -> Reason {
    let serving = path.serving(head.method());
    path.reason(head, serving, Verdicts::NONE, &path.decide(head, serving, Verdicts::NONE))
}
