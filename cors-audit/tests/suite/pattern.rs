//! Path patterns: compared with the routers of axum and actix-web.

use actix_router::ResourceDef;
use cors_audit::{FillError, PathPattern};
use proptest::{prelude::*, sample::select};

fn parse(pattern: &str) -> PathPattern {
    PathPattern::parse(pattern).unwrap()
}

fn params(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn patterns_of_both_frameworks_are_read() {
    for (pattern, matching, others) in [
        ("/", vec!["/"], vec!["", "/a"]),
        ("/users", vec!["/users"], vec!["/users/", "/Users", "/users/1"]),
        ("/users/{id}", vec!["/users/1", "/users/%2F"], vec!["/users/", "/users/1/2"]),
        ("/{*rest}", vec!["/a", "/a/b"], vec!["/"]),
        ("/{{id}}/{id}", vec!["/{id}/1"], vec!["/1/1"]),
        (r"/{id:\d+}", vec!["/12"], vec!["/a", "/1a"]),
        ("/{id:[[:digit:]]{2}}", vec!["/12"], vec!["/1", "/123"]),
        ("/{tail:.*}", vec!["/", "/a/b"], vec![]),
        ("/files/{tail}*", vec!["/files/", "/files/a/b"], vec!["/files"]),
        ("/v{version}/x", vec!["/v1/x"], vec!["/v/x", "/1/x"]),
        ("/{name}.{end:(?i:jpg|png)}", vec!["/a.JPG", "/a.b.png"], vec!["/a.gif"]),
        ("/caf\u{e9}", vec!["/caf\u{e9}", "/caf%C3%A9"], vec!["/cafe"]),
        ("/a.c", vec!["/a.c"], vec!["/abc"]),
    ] {
        for path in matching {
            assert!(parse(pattern).matches(path), "{pattern} {path}");
        }
        for path in others {
            assert!(!parse(pattern).matches(path), "{pattern} {path}");
        }
    }
}

#[test]
fn malformed_patterns_are_errors() {
    for (pattern, expected) in [
        ("/users/{id", "`/users/{id` is not a path pattern: `{id` is not closed"),
        ("/{id:(}", "`/{id:(}` is not a path pattern: its regular expression is malformed"),
    ] {
        assert_eq!(PathPattern::parse(pattern).unwrap_err().to_string(), expected);
    }
}

#[test]
fn prefixes_end_where_segments_end() {
    assert!(parse("/files").is_prefix_of("/files"));
    assert!(parse("/files").is_prefix_of("/files/a/b"));
    assert!(parse("/files/").is_prefix_of("/files/a"));
    assert!(!parse("/files").is_prefix_of("/filesystem"));
    assert!(parse("/").is_prefix_of("/anything"));
    assert!(parse("/{tenant}").is_prefix_of("/a/b"));
}

#[test]
fn values_are_encoded() {
    let fill = |pattern: &str, list: &[(&str, &str)]| parse(pattern).fill(&params(list));
    assert_eq!(fill("/users/{id}", &[("id", "a b/\u{e9}?#%")]).unwrap(), "/users/a%20b%2F%C3%A9%3F%23%25");
    assert_eq!(fill("/{*rest}", &[("rest", "a b/c")]).unwrap(), "/a%20b/c");
    assert_eq!(fill("/files/{tail}*", &[("tail", "")]).unwrap(), "/files/");
    assert_eq!(fill(r"/{id:\d+}", &[("id", "12")]).unwrap(), "/12");
    assert_eq!(fill("/{name:[a z]+}", &[("name", "a z")]).unwrap(), "/a%20z");
    assert_eq!(fill("/{{x}}", &[]).unwrap(), "/%7Bx%7D");
    assert_eq!(fill("/{id}/{id}", &[("id", "1")]).unwrap(), "/1/1");
}

#[test]
fn unfit_and_missing_values_are_errors() {
    let fill = |pattern: &str, list: &[(&str, &str)]| parse(pattern).fill(&params(list)).unwrap_err();
    assert_eq!(fill("/{id}/{b}/{id}", &[]), FillError::Missing(vec!["id".to_owned(), "b".to_owned()]));
    assert_eq!(fill("/{id}/{b}", &[]).to_string(), "`--param id=…`, `--param b=…` are missing");
    assert_eq!(fill("/{id}/{b}", &[("id", "1")]).to_string(), "`--param b=…` is missing");
    assert_eq!(
        fill(r"/{id:\d+}", &[("id", "a")]).to_string(),
        "the values of `--param` do not fit the pattern: `/a` is not one of its paths"
    );
    // Browsers resolve these.
    for dots in ["..", "."] {
        assert!(matches!(fill("/users/{id}", &[("id", dots)]), FillError::Unfit(_)));
    }
    assert!(matches!(fill("/{*rest}", &[("rest", "a/../b")]), FillError::Unfit(_)));
    assert!(matches!(fill("/users/{id}", &[("id", "")]), FillError::Unfit(_)));
}

/// Segments without parameters, so that patterns and paths often meet.
fn literal() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "ab", "a.b", "1", "12"]).prop_map(str::to_owned)
}

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof![4 => literal(), 1 => Just(String::new()), 1 => Just("{a}".to_owned())], 0..4)
        .prop_map(|segments| format!("/{}", segments.join("/")))
}

/// A pattern of axum 0.8.
fn axum_pattern() -> impl Strategy<Value = String> {
    let segment = prop_oneof![4 => literal(), 2 => Just("{p}".to_owned()), 1 => Just("{{a}}".to_owned())];
    let end = prop_oneof![3 => Just(None), 1 => Just(Some("{*rest}".to_owned())), 1 => Just(Some(String::new()))];
    (proptest::collection::vec(segment, 0..3), end).prop_map(|(segments, end)| {
        // Parameters of one pattern have different names.
        let named = segments.iter().enumerate().map(|(at, segment)| segment.replace("{p}", &format!("{{p{at}}}")));
        let all: Vec<String> = named.chain(end).collect();
        format!("/{}", all.join("/"))
    })
}

/// A pattern of actix-web.
fn actix_pattern() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        4 => literal(),
        2 => Just("{p}".to_owned()),
        1 => Just("v{p}".to_owned()),
        1 => Just(r"{p:\d+}".to_owned()),
        1 => Just("{p:[ab.]{1,2}}".to_owned()),
        1 => Just("{p:a/b|b}".to_owned()),
    ];
    let end = prop_oneof![4 => Just(""), 1 => Just("/"), 1 => Just("/{tail:.*}"), 1 => Just("/{tail}*")];
    (proptest::collection::vec(segment, 1..4), end).prop_map(|(segments, end)| {
        let named = segments.iter().enumerate().map(|(at, segment)| segment.replace("{p", &format!("{{p{at}")));
        format!("/{}{end}", named.collect::<Vec<_>>().join("/"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_most_specific_pattern_is_that_of_axum(
        patterns in proptest::collection::vec(axum_pattern(), 1..6),
        paths in proptest::collection::vec(path(), 8),
    ) {
        let mut router = matchit::Router::new();
        // axum refuses routes that conflict.
        let patterns: Vec<_> = patterns.into_iter().filter(|pattern| router.insert(pattern.clone(), pattern.clone()).is_ok()).collect();
        let parsed: Vec<_> = patterns.iter().map(|pattern| parse(pattern)).collect();
        // matchit takes an empty segment for a parameter, but not at the end of a pattern.
        for path in paths.into_iter().filter(|path| !path.contains("//")) {
            let matching = parsed.iter().filter(|pattern| pattern.matches(&path));
            let best = matching.min_by_key(|pattern| pattern.specificity()).map(PathPattern::as_str);
            let theirs = router.at(&path).ok().map(|found| found.value.as_str());
            prop_assert_eq!(best, theirs, "{} of {:?}", path, &patterns);
        }
    }

    #[test]
    fn a_pattern_matches_as_in_actix_web(pattern in actix_pattern(), paths in proptest::collection::vec(path(), 8)) {
        let (ours, theirs) = (parse(&pattern), ResourceDef::new(pattern.clone()));
        for path in &paths {
            prop_assert_eq!(ours.matches(path), theirs.is_match(path), "{} {}", pattern, path);
        }
        if !pattern.ends_with('*') && !pattern.ends_with('/') {
            let theirs = ResourceDef::prefix(pattern.clone());
            for path in &paths {
                prop_assert_eq!(ours.is_prefix_of(path), theirs.is_match(path), "prefix {} {}", pattern, path);
            }
        }
    }

    #[test]
    fn a_filled_pattern_matches(pattern in prop_oneof![axum_pattern(), actix_pattern()], value in "\\PC{1,8}") {
        let ours = parse(&pattern);
        let list: Vec<_> = ["p0", "p1", "p2", "rest", "tail"].map(|name| (name.to_owned(), value.clone())).to_vec();
        match ours.fill(&list) {
            Ok(path) => {
                prop_assert!(ours.matches(&path), "{} {}", pattern, path);
                prop_assert!(path.is_ascii() && !path.contains(['?', '#', ' ']), "{}", path);
                if !pattern.contains(':') && !pattern.contains('*') {
                    prop_assert_eq!(path.matches('/').count(), pattern.matches('/').count());
                }
            }
            Err(FillError::Unfit(_)) => prop_assert!(pattern.contains(':') || value.contains('.') || value.contains('/')),
            Err(error) => prop_assert!(false, "{} {}", pattern, error),
        }
    }
}
