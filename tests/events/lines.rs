//! The lines that subscribers print, read back: each has exactly the fields that were recorded, whatever a request contains.

use http::HeaderValue;
use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop, prop_oneof},
    sample::select,
    strategy::ValueTree as _,
    test_runner::TestRunner,
};
use serde_json::Value;

use cors_tests::{
    driver::Driver,
    exchange::{APP, ClientRequest, from, request},
    on_every_framework,
};

use crate::{
    app::{App, FAILURE},
    recorder::{Logged, logged},
};

on_every_framework! {
    crate::app:
    a_line_says_what_was_recorded_and_nothing_else
    the_error_of_a_source_stays_within_its_field
}

const CASES: usize = 300;

/// Text that tries to forge fields and lines, and random text.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let fragment = prop_oneof![
        4 => select(&[" ", "\"", "=", "\\", "\\\"", "'", "\t", "%22", "%", "%%", ",", "|", ":", "{", "}", "(", ")", "…"][..])
            .prop_map(|text| text.as_bytes().to_vec()),
        3 => select(&[
            "https://evil.test",
            "https://app.example.com",
            " reason=\"allowed\"",
            "\" reason=\"allowed",
            "\\\" reason=\"allowed",
            " reason=allowed policy=Known",
            ", reason: allowed",
            "PUT",
            "\u{1b}[2K",
            "\u{9b}31m",
            "\u{202e}",
            "\u{2028}",
        ][..])
            .prop_map(|text| text.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..4),
        1 => (any::<u8>(), 100..200_usize).prop_map(|(byte, count)| vec![byte; count]),
    ];
    vec(fragment, 0..6).prop_map(|fragments| fragments.concat())
}

/// Header lines that HTTP libraries accept.
fn lines() -> impl Strategy<Value = Vec<HeaderValue>> {
    let line = hostile().prop_map(|bytes| {
        let bytes: Vec<u8> =
            bytes.into_iter().map(|byte| if HeaderValue::from_bytes(&[byte]).is_ok() { byte } else { b'"' }).collect();
        HeaderValue::from_bytes(&bytes).expect("a value")
    });
    vec(line, 0..3)
}

fn method() -> impl Strategy<Value = String> {
    // Both releases of `http` take these.
    let odd = vec(select(b"!*+-.^_`|~aZ0".to_vec()), 1..20).prop_map(|bytes| String::from_utf8(bytes).expect("ASCII"));
    prop_oneof![2 => select(&["GET", "PUT", "OPTIONS", "OPTIONS"][..]).prop_map(str::to_owned), 1 => odd]
}

/// The fields of a line, and its words without a name before them.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    words: String,
    fields: Vec<(String, String)>,
}

/// Reads `name=value` and words, as `logfmt` does: a value with a quotation mark at its beginning ends with the next that has no
/// backslash before it.
fn read(line: &str) -> Line {
    let (mut words, mut fields, mut rest) = (Vec::new(), Vec::new(), line);
    while let Some(start) = rest.find(|c| c != ' ') {
        rest = &rest[start..];
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        match after.strip_prefix('=') {
            None => {
                words.push(name);
                rest = after;
            }
            Some(value) => {
                let value_end = match value.strip_prefix('"') {
                    None => value.find(' ').unwrap_or(value.len()),
                    Some(quoted) => end_of_quotes(quoted) + 1,
                };
                let (value, after) = value.split_at(value_end);
                let value = if value.starts_with('"') {
                    serde_json::from_str(value).expect("quoted")
                } else {
                    value.to_owned()
                };
                fields.push((name.to_owned(), value));
                rest = after;
            }
        }
    }
    Line { words: words.join(" "), fields }
}

/// How many bytes it is to the end of a quoted text, with the last quotation mark.
fn end_of_quotes(quoted: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            '"' if !is_escaped => return at + 1,
            c => is_escaped = c == '\\' && !is_escaped,
        }
    }
    panic!("the quotation has no end: {quoted}")
}

fn read_json(line: &str) -> Line {
    let event: Value = serde_json::from_str(line).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let fields = event["fields"].as_object().expect("fields");
    let words = format!("{} {}: {}", text(&event["level"]), text(&event["target"]), text(&fields["message"]));
    let fields = fields.iter().filter(|(name, _)| *name != "message");
    // The quotation marks of an error are a part of what was recorded.
    let fields = fields.map(|(name, value)| (name.clone(), text(value).trim_matches('"').to_owned()));
    Line { words, fields: fields.collect() }
}

/// The lines that every subscriber has printed, which have the same fields.
fn printed(logged: &Logged) -> Vec<Line> {
    let Logged { events, full, compact, json, raw } = logged;
    let lines = |text: &str| text.lines().map(read).collect::<Vec<_>>();
    let expected = lines(full);
    assert_eq!(expected.len(), events.len(), "{full}");
    assert!(
        full.is_ascii() && !full.trim_end_matches('\n').contains(|c: char| c.is_control() && c != '\n'),
        "{full:?}"
    );
    for text in [compact, raw] {
        assert_eq!(lines(text), expected, "{text}");
    }
    for (line, expected) in json.lines().zip(&expected) {
        let Line { words, mut fields } = read_json(line);
        let mut all = expected.fields.clone();
        fields.sort();
        all.sort();
        assert_eq!((words.as_str(), fields), (expected.words.as_str(), all), "{json}");
    }
    assert_eq!(json.lines().count(), expected.len());
    for (event, line) in events.iter().zip(&expected) {
        assert_eq!(line.fields.len() + 1, event.fields.len());
        for (name, value) in &line.fields {
            assert_eq!(
                event.fields.get(name.as_str()).map(|recorded| recorded.trim_matches('"')),
                Some(value.as_str())
            );
        }
    }
    expected
}

/// The bytes that a value stands for, without the remarks in parentheses.
fn meant(value: &str) -> Vec<u8> {
    let mut bytes = value.split('(').next().expect("a beginning").bytes();
    let mut meant = Vec::new();
    while let Some(byte) = bytes.next() {
        let digits: Vec<u8> = if byte == b'%' { bytes.by_ref().take(2).collect() } else { Vec::new() };
        let escaped = || u8::from_str_radix(str::from_utf8(&digits).expect("ASCII"), 16).expect("two digits");
        meant.push(if byte == b'%' { escaped() } else { byte });
    }
    meant
}

fn cut(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(128)]
}

/// Whether a value shows these lines of a request.
fn shows(value: &str, lines: &[HeaderValue]) -> bool {
    let Some(first) = lines.first() else { return value.is_empty() };
    let more = if lines.len() > 1 { format!("(and_{}_more)", lines.len() - 1) } else { String::new() };
    let length = if first.len() > 128 { format!("({}_bytes)", first.len()) } else { String::new() };
    let remarks = value.find('(').map_or("", |start| &value[start..]);
    value.len() < 500 && meant(value) == cut(first.as_bytes()) && remarks == format!("{length}{more}")
}

fn with_lines(line: &str, origin: &[HeaderValue], asked: &[HeaderValue]) -> ClientRequest {
    let request = origin.iter().fold(request(line), |request, value| request.header("origin", value));
    asked.iter().fold(request, |request, value| request.header("access-control-request-method", value))
}

async fn a_line_says_what_was_recorded_and_nothing_else(app: &App<impl Driver>) {
    let mut runner = TestRunner::deterministic();
    let routes = select(&["/known", "/strict", "/tenants/one/users", "/slow"][..]);
    let requests = (method(), routes, lines(), prop_oneof![lines(), Just(vec![HeaderValue::from_static("PUT")])]);
    for _ in 0..CASES {
        let (method, path, origin, asked) = requests.new_tree(&mut runner).expect("a request").current();
        let logged = logged(app, &with_lines(&format!("{method} {path}"), &origin, &asked)).await;
        for line in printed(&logged) {
            if line.words.ends_with("a source of origins has failed") {
                continue;
            }
            let [route, shown_method, shown_origin, reason, policy] = &line.fields[..] else { panic!("{line:?}") };
            let names = [route, shown_method, shown_origin, reason, policy].map(|(name, _)| name.as_str());
            assert_eq!(names, ["route", "method", "origin", "reason", "policy"]);
            assert!(route.1 == path || route.1 == "/tenants/{tenant}/users", "{line:?}");
            assert!(shows(&shown_origin.1, &origin), "{line:?} does not show {origin:?}");
            let is_preflight = method == "OPTIONS" && !origin.is_empty() && !asked.is_empty();
            let own = [HeaderValue::from_str(&method).expect("a value")];
            assert!(shows(&shown_method.1, if is_preflight { &asked } else { &own }), "{line:?}");
            assert!(cors_core::Reason::ALL.iter().any(|known| known.code() == reason.1), "{line:?}");
        }
    }
}

async fn the_error_of_a_source_stays_within_its_field(app: &App<impl Driver>) {
    let mut runner = TestRunner::deterministic();
    let texts =
        prop::strategy::Union::new([hostile().boxed(), Just("too many connections (os error 24)".into()).boxed()]);
    let request = from("GET /failing", APP);
    for _ in 0..CASES {
        let text = String::from_utf8_lossy(&texts.new_tree(&mut runner).expect("a text").current()).into_owned();
        FAILURE.set(text.clone());
        let lines = printed(&logged(app, &request).await);
        let [failure, decision] = &lines[..] else { panic!("{lines:?}") };
        let [source, error] = &failure.fields[..] else { panic!("{failure:?}") };
        assert_eq!((source.0.as_str(), source.1.as_str(), error.0.as_str()), ("source", "FAILING", "error"));
        let shown = meant(&error.1.replace('(', "%28"));
        assert!(shown.starts_with(cut(text.as_bytes())), "{failure:?} does not show {text:?}");
        assert!(error.1.len() < 500, "{failure:?}");
        assert_eq!(decision.fields.len(), 5, "{decision:?}");
    }
}
