//! The list is sorted. Its results equal those of the list's own algorithm, and of the crate `psl`, which compiles the same list into
//! code.

use std::{
    collections::{HashMap, HashSet},
    error::Error,
    path::{Path, PathBuf},
    process::Command,
};

use cors_public_suffixes::{is_public_suffix, public_suffix_below};

const RULES: &str = include_str!("../src/rules.txt");

#[test]
fn the_list_is_sorted_ascii_without_repetitions() {
    let rules: Vec<&str> = RULES.lines().collect();
    // An exception sorts after its domain.
    let keys: Vec<_> = rules.iter().map(|rule| (labels(rule.trim_start_matches('!')), rule.starts_with('!'))).collect();
    assert!(keys.is_sorted_by(|one, next| one < next), "`cargo run --example sort` sorts them");
    assert!(RULES.is_ascii() && RULES.ends_with('\n') && rules.len() > 10_000);
}

#[test]
fn every_rule_and_its_neighbours_follow_the_algorithm() {
    let rules: HashSet<&str> = RULES.lines().collect();
    let (mut checked, mut psl_differs) = (0, Vec::new());
    for rule in RULES.lines() {
        let domain = rule.trim_start_matches(['!', '*', '.']);
        for domain in std::iter::once(domain).chain(parents(domain)) {
            for next in
                ["", "app.", "a.b."].map(|labels| format!("{labels}{domain}")).into_iter().chain([format!("{domain}x")])
            {
                let expected = longest_matching_rule(&rules, &next) == next.split('.').count();
                assert_eq!(is_public_suffix(&next), expected, "{next}, next to {rule}");
                assert_eq!(is_public_suffix(&format!("{next}.")), expected, "{next}., next to {rule}");
                if (psl::suffix_str(&next) == Some(&next)) != expected {
                    psl_differs.push(next);
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 50_000, "{checked}");
    // psl ignores a rule `*.example` for a domain that has further rules below it.
    for domain in psl_differs {
        let ignored = domain.split_once('.').is_some_and(|(_, parent)| rules.contains(&*format!("*.{parent}")));
        let below = format!(".{domain}");
        assert!(ignored && rules.iter().any(|rule| rule.ends_with(&below)), "{domain}");
    }
}

/// The domains are those of all rules, those above them, and their neighbours.
#[test]
fn the_shortest_suffix_below_every_domain_is_found() {
    let rules: HashSet<&str> = RULES.lines().collect();
    // The domains above every rule that is not an exception, with the suffixes below them.
    let mut above: HashMap<&str, Vec<&str>> = HashMap::new();
    for rule in RULES.lines().filter(|rule| !rule.starts_with('!')) {
        for parent in parents(rule) {
            above.entry(parent).or_default().push(rule);
        }
    }
    let named = RULES.lines().map(|rule| rule.trim_start_matches(['!', '*', '.']));
    let domains: HashSet<&str> = named.flat_map(|domain| std::iter::once(domain).chain(parents(domain))).collect();
    let mut found = 0;
    for domain in domains.into_iter().flat_map(|domain| ["", "app.", "x"].map(|labels| format!("{labels}{domain}"))) {
        let below = public_suffix_below(&domain);
        let expected = above.get(&*domain).map(Vec::as_slice).unwrap_or_default();
        assert_eq!(below.is_some(), !expected.is_empty(), "{domain}");
        assert_eq!(public_suffix_below(&format!("{domain}.")), below, "{domain}.");
        let Some(below) = below else { continue };
        let size = |rule: &str| (rule.matches('.').count(), rule.len());
        assert!(expected.iter().all(|other| size(other) >= size(below)), "{below} below {domain}");
        let suffix = below.replacen('*', "any", 1);
        assert!(suffix.ends_with(&format!(".{domain}")), "{below} below {domain}");
        assert!(is_public_suffix(&suffix), "{suffix}");
        assert_eq!(longest_matching_rule(&rules, &suffix), suffix.split('.').count(), "{suffix}");
        assert_eq!(psl::suffix_str(&suffix), Some(&*suffix));
        found += 1;
    }
    assert!(found > 500, "{found}");
}

#[test]
fn well_known_domains_have_suffixes_below_them() {
    for (domain, below) in [
        ("run.app", Some("*.run.app")),
        ("amazonaws.com", Some("s3.amazonaws.com")),
        ("sch.uk", Some("*.sch.uk")),
        ("ck", Some("*.ck")),
        ("kawasaki.jp", Some("*.kawasaki.jp")),
        ("city.kawasaki.jp", None),
        ("www.ck", None),
        ("anything.ck", None),
        ("a.run.app", None),
        ("myrun.app", None),
        ("un.app", None),
        ("example.com", None),
        ("example.co.uk", None),
        ("example", None),
        ("", None),
        (".", None),
        ("..", None),
    ] {
        assert_eq!(public_suffix_below(domain), below, "{domain:?}");
    }
}

#[test]
fn domains_without_a_rule_are_decided_by_their_labels() {
    for (domain, expected) in [
        ("", false),
        (".", false),
        ("com", true),
        ("localhost", true),
        ("127.0.0.1", false),
        // Characters of the list's format.
        ("!.www.ck", false),
        ("!www.ck", true),
    ] {
        assert_eq!(is_public_suffix(domain), expected, "{domain:?}");
    }
}

/// A newer psl with more rules shows that the list has to be updated.
#[test]
fn no_rule_of_psl_is_missing() -> Result<(), Box<dyn Error>> {
    let rules: HashSet<&str> = RULES.lines().collect();
    let mut missing = Vec::new();
    for rule in std::fs::read_to_string(psl()?.join("data/rules.txt"))?.lines() {
        let domain = rule.trim_start_matches(['!', '*', '.']);
        let marks = rule.strip_suffix(domain).ok_or("marks are in front")?;
        let domain = idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::URL)?;
        if !rules.contains(&*format!("{marks}{domain}")) {
            missing.push(rule.to_owned());
        }
    }
    assert!(missing.is_empty(), "{} rules are missing: {missing:?}", missing.len());
    Ok(())
}

/// Returns the number of labels of the domain that the prevailing rule has, by the steps of
/// <https://github.com/publicsuffix/list/wiki/Format#algorithm>.
fn longest_matching_rule(rules: &HashSet<&str>, domain: &str) -> usize {
    let ends = || std::iter::once(domain).chain(parents(domain));
    if let Some(exception) = ends().find(|end| rules.contains(&*format!("!{end}"))) {
        return exception.split('.').count() - 1;
    }
    let is_rule = |end: &&str| {
        rules.contains(end) || end.split_once('.').is_some_and(|(_, parent)| rules.contains(&*format!("*.{parent}")))
    };
    ends().find(is_rule).map_or(1, |rule| rule.split('.').count())
}

/// Returns the labels from the last to the first.
fn labels(domain: &str) -> Vec<&str> {
    domain.rsplit('.').collect()
}

fn parents(domain: &str) -> impl Iterator<Item = &str> {
    domain.match_indices('.').filter_map(|(dot, _)| domain.get(dot + 1..))
}

/// Returns the folder of the crate `psl`, which contains the list as text, too.
///
/// `cargo metadata` considers only this platform, because the packages of others may not be downloaded.
fn psl() -> Result<PathBuf, Box<dyn Error>> {
    let version = cargo(&["--version", "--verbose"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("cargo names its platform")?;
    let metadata = cargo(&["metadata", "--format-version=1", "--locked", "--filter-platform", host])?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let text = |package: &serde_json::Value, key| Some(package.get(key)?.as_str()?.to_owned());
    let packages = metadata.get("packages").and_then(serde_json::Value::as_array).ok_or("packages")?;
    let psl = packages.iter().find(|package| text(package, "name").is_some_and(|name| name == "psl"));
    let manifest = psl.and_then(|psl| text(psl, "manifest_path")).ok_or("psl is a dependency")?;
    Ok(Path::new(&manifest).parent().ok_or("a folder")?.to_owned())
}

/// Runs cargo in the folder of this crate, and returns its output.
fn cargo(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output()?;
    if !output.status.success() {
        return Err(format!("cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
