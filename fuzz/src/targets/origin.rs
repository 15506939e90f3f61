//! Origins and patterns, against the `url` crate and against the naive definition of matching.

use cors_core::{Origin, OriginList, OriginPattern, RequestOrigin};
use url::Url;

use super::naive::naive;

pub(super) const WORDS: &[&str] = &[
    "https://",
    "http://",
    "tauri://",
    "app://.",
    "moz-extension://*",
    "*.localhost",
    "run.app",
    "file://",
    "://",
    "example.com",
    "app.example.com",
    "*.example.com",
    "*.",
    "*",
    ":*",
    ":443",
    ":8443",
    ":80",
    ":0",
    ":65536",
    ":08443",
    ".",
    "..",
    "-",
    "_",
    "/",
    "?",
    "#",
    "@",
    "\\",
    " ",
    ",",
    "\n",
    "\t",
    "null",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "[2001:db8::1]",
    "[",
    "]",
    "0x7f.1",
    "1.2.3",
    "xn--bcher-kva.example",
    "xn--",
    "b\u{fc}cher.example",
    "\u{212a}",
    "%41",
    "A",
    "EXAMPLE.com",
    "co.uk",
    "github.io",
    "partner.example",
    "shop.",
    "a",
    "\u{0}",
    "evil.test",
    "https://app.example.com",
    "https://*.partner.example",
    "GET",
    "PUT",
    "content-type",
    "authorization",
];

/// `true`: there was an origin that asks, and a pattern.
pub(super) fn run(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data.get(..2048).unwrap_or(data));
    let (pattern, origin) = text.split_once('\n').unwrap_or((&text, &text));
    check_origin(origin);
    check_origin(pattern);
    check_requested(origin);
    let parsed = OriginPattern::parse(pattern);
    if !pattern.contains('*') {
        assert_eq!(parsed.is_ok(), Origin::parse(pattern).is_ok(), "{pattern:?}: a pattern without `*` is an origin");
    }
    let Ok(parsed) = parsed else { return false };
    check_matching(&parsed, origin);
    Origin::parse(origin).is_ok()
}

/// Every `http` and `https` origin is what a browser serialises, and the other way round.
fn check_origin(text: &str) {
    let parsed = Origin::parse(text);
    let serialised = Url::parse(text).ok().map(|url| url.origin()).filter(|origin| origin.is_tuple());
    let is_web = text.starts_with("http://") || text.starts_with("https://");
    let is_serialised = is_web && serialised.is_some_and(|origin| origin.ascii_serialization() == text);
    if let Ok(origin) = parsed {
        assert!(is_serialised || !is_web, "{text:?} is no origin that a browser sends");
        let port = origin.port().map(|port| format!(":{port}")).unwrap_or_default();
        assert_eq!(format!("{}://{}{port}", origin.scheme(), origin.host()), text, "its parts");
    } else if is_serialised {
        assert!(text.contains('*') || !fits_dns(text), "{text:?} is an origin that a browser sends");
    }
}

/// A source is asked about origins alone, and can build paths and queries of their hosts.
fn check_requested(line: &str) {
    let requested = RequestOrigin::read([line.as_bytes()].into_iter()).requested();
    let is_origin = line.len() <= 400 && Origin::parse(line).is_ok() && !line.contains('*');
    assert!(requested.is_none() || is_origin, "{line:?} is not an origin");
    assert!(requested.is_some() || !is_origin || line.len() > 330, "{line:?} is an origin");
    let Some(origin) = requested else { return };
    let host = origin.host();
    assert!(
        !host.is_empty() && !host.contains("..") && !host.contains(['/', '\\', '@', '%', '*', '?', '#', ' ']),
        "{line:?}"
    );
    assert!(host.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase()), "{line:?}");
    let port = origin.port().map(|port| format!(":{port}")).unwrap_or_default();
    assert_eq!(format!("{}://{host}{port}", origin.scheme()), line, "its parts");
}

/// The stated exception: names that DNS has no place for.
fn fits_dns(origin: &str) -> bool {
    let url = Url::parse(origin).expect("it was parsed before");
    let Some(domain) = url.domain() else { return true };
    let name = domain.strip_suffix('.').unwrap_or(domain);
    name.len() <= 253 && name.split('.').all(|label| (1..=63).contains(&label.len()))
}

fn check_matching(pattern: &OriginPattern, origin: &str) {
    let matches = pattern.matches(origin);
    // The definition speaks of the characters that names have. Browsers take others, which never widen a match.
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.:/[]*".contains(byte);
    let expected = naive(pattern.as_str(), origin);
    if origin.as_bytes().iter().all(is_plain) {
        assert_eq!(matches, expected, "{pattern} and {origin:?}");
    } else if expected {
        assert!(matches, "{pattern} and {origin:?}");
    }
    if matches && (origin.starts_with("https://") || origin.starts_with("http://")) {
        let host = Url::parse(origin).ok().and_then(|url| url.host_str().map(str::to_owned));
        // A label that is bad Punycode is no name, and no browser gets there.
        assert!(host.is_some_and(|host| origin.contains(&host)) || origin.contains("xn--"), "{pattern} and {origin:?}");
    }
    let others = ["https://app.example.com", "https://*.partner.example", "http://*.shop.example:*"];
    let others = others.map(|other| OriginPattern::parse(other).expect("a pattern"));
    let expected = matches || others.iter().any(|other| other.matches(origin));
    let list: OriginList = others.into_iter().chain([pattern.clone()]).collect();
    let found = list.find(origin);
    assert_eq!(found.is_some(), expected, "a list with {pattern}, and {origin:?}");
    assert!(found.is_none_or(|found| found.as_str() == origin), "the evidence is what was sent");
    let own = OriginPattern::parse(pattern.as_str()).expect("it was one before");
    assert!(own.is_wildcard() || own.matches(pattern.as_str()), "{pattern} lets itself in");
}
