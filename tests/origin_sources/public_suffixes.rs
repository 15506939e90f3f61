//! The rule `public_suffix_wildcard` for every domain of the Public Suffix List.

use std::collections::BTreeSet;

use cors_core::{IssueKind, OriginSet, RequestOrigin};

/// Patterns for every domain that is a public suffix or has one below it, and for a registered name below each public suffix.
fn patterns() -> (BTreeSet<String>, BTreeSet<String>) {
    let rules: BTreeSet<&str> = include_str!("../../cors-public-suffixes/src/rules.txt").lines().collect();
    let (mut above, mut own) = (BTreeSet::new(), BTreeSet::new());
    for rule in &rules {
        let domain = rule.trim_start_matches(['!', '*', '.']);
        let parents = domain.match_indices('.').filter_map(|(dot, _)| domain.get(dot + 1..));
        // A pattern for a single label is malformed.
        above.extend(parents.filter(|parent| parent.contains('.')).map(|parent| format!("https://*.{parent}")));
        let any_label = rules.contains(&*format!("*.{domain}"));
        if rule.starts_with('!') {
            own.insert(format!("https://*.{domain}"));
        } else {
            let suffix = format!("{}{domain}", if any_label { "any-label." } else { "" });
            let domains = [domain, &suffix].into_iter().filter(|domain| domain.contains('.'));
            above.extend(domains.map(|domain| format!("https://*.{domain}")));
            own.insert(format!("https://*.our-own.{suffix}"));
        }
    }
    (above, own)
}

/// The patterns that break the rule in a set.
fn refused(patterns: &BTreeSet<String>) -> BTreeSet<String> {
    let error = OriginSet::from_origins(patterns.iter().cloned()).err();
    let issues = error.iter().flat_map(|error| error.issues());
    let suffixes = issues.filter_map(|issue| match &issue.kind {
        IssueKind::PublicSuffixWildcard { pattern, .. } => Some(pattern.clone()),
        _ => None,
    });
    suffixes.collect()
}

#[test]
fn every_public_suffix_and_every_domain_above_one() {
    let (above, own) = patterns();
    assert!(above.len() > 8_000 && own.len() > 10_000, "{} {}", above.len(), own.len());
    assert_eq!(above.difference(&refused(&above)).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(refused(&own), BTreeSet::new());
}

#[test]
fn evidence_for_credentials() {
    let (above, own) = patterns();
    for (patterns, expected) in [(above, false), (own, true)] {
        for pattern in patterns.iter().step_by(7) {
            let origin = pattern.replace('*', "a.b");
            let asked = RequestOrigin::read([origin.as_bytes()].into_iter()).requested().expect("an origin");
            let evidence = asked.find_in(pattern).expect("it matches");
            assert_eq!(evidence.may_send_credentials(), expected, "{pattern}");
        }
    }
}
