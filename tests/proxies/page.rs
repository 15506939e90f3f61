//! `docs/proxies.md`: the configurations are taken from it, and what it shows is compared with what comes out.

pub(crate) const PAGE: &str = include_str!("../../docs/proxies.md");

/// The blocks in a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let begin = format!("\n```{language}\n");
    PAGE.match_indices(&begin).map(|(at, begin)| at + begin.len()).collect::<Vec<_>>().into_iter().map(|at| {
        let block = &PAGE[at..];
        &block[..block.find("```").expect("the end of a block")]
    })
}

/// The configuration of this name, which is its first line, for nginx.
pub(crate) fn configuration(name: &str) -> Option<&'static str> {
    configuration_of("nginx", name)
}

/// The configuration of this name, in the language of a proxy.
pub(crate) fn configuration_of(language: &str, name: &str) -> Option<&'static str> {
    blocks(language).find(|block| block.lines().next() == Some(&format!("# {name}")))
}

/// The names of the configurations for a `server` of nginx.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    names_of("nginx")
}

/// The names of the configurations in the language of a proxy, without the parts that others need.
pub(crate) fn names_of(language: &str) -> impl Iterator<Item = &'static str> {
    let names = blocks(language).map(|block| block.lines().next().expect("a name").trim_start_matches("# "));
    let is_part = |name: &str| matches!(name, "upstream" | "backend") || name.contains(", in ");
    names.filter(move |name| !is_part(name))
}

/// The command that begins so, as it is to be typed.
pub(crate) fn command(begin: &str) -> &'static str {
    blocks("sh").find(|block| block.starts_with(begin)).expect("a command")
}

/// Whether the page shows this, as a block of its own.
pub(crate) fn shows(language: &str, text: &str) -> bool {
    blocks(language).any(|block| block == format!("{text}\n"))
}

#[test]
fn the_page_has_the_function_that_asks_for_the_tests() {
    let source = include_str!("deployed.rs");
    let function = source.split_once("\n\n").expect("the file begins with its description").1;
    assert!(blocks("rust").any(|block| block == function));
}

#[test]
fn every_configuration_has_one_name() {
    let names: Vec<_> = names().collect();
    assert_eq!(names.len(), names.iter().collect::<std::collections::BTreeSet<_>>().len(), "{names:?}");
    assert!(names.len() >= 10, "{names:?}");
}
