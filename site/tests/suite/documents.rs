//! Every document and every rule has a page.

use cors_core::Rule;

use crate::{document, files, page, repository};

#[test]
fn every_rule_has_its_page() {
    let overview = page("rules.html");
    for rule in Rule::ALL {
        let page = page(&format!("rules/{rule}.html"));
        assert!(page.ids.contains(rule.name()), "{rule}: its heading");
        assert_eq!(page.title, format!("{rule} - Typed CORS policies for axum and actix-web"));
        assert!(page.classes.contains("compile-fail") && page.text.contains("This example does not compile"), "{rule}");
        let target = format!("rules/{rule}.html");
        assert!(overview.links.iter().any(|link| link.target == target), "the overview does not link to {rule}");
    }
}

#[test]
fn every_document_has_a_page_with_its_heading() {
    let documents = files(&repository().join("docs"));
    let mut documents: Vec<&str> = documents.iter().filter_map(|path| path.strip_suffix(".md")).collect();
    // The targets of links in rustdoc, which no reader reads.
    documents.retain(|path| *path != "guide/in-rustdoc");
    assert!(documents.len() > 70, "{documents:?}");
    for path in documents {
        let text = document(&format!("docs/{path}.md"));
        let heading = text.lines().find_map(|line| line.strip_prefix("# ")).expect("a heading").replace('`', "");
        let page = page(&format!("{}.html", path.replace("README", "index")));
        assert!(page.text.trim_start().starts_with(&heading), "{path}: {heading}");
    }
}

#[test]
fn the_first_page_is_the_readme() {
    let page = page("index.html");
    let heading = document("README.md").lines().find_map(|line| line.strip_prefix("# ").map(str::to_owned));
    assert!(page.text.trim_start().starts_with(&heading.expect("a heading")));
    let targets: Vec<&str> = page.links.iter().map(|link| link.target.as_str()).collect();
    for target in [
        "guide/index.html",
        "rules/malformed_origin.html",
        "guide/troubleshooting.html#from-the-message-to-the-fix",
        "cors-audit/index.html",
    ] {
        assert!(targets.contains(&target), "{target} is not among {targets:?}");
    }
}

#[test]
fn the_navigation_is_in_the_order_of_the_guide() {
    let navigation = page("toc.html");
    let targets: Vec<&str> = navigation.links.iter().map(|link| link.target.as_str()).collect();
    let place = |path: &str| targets.iter().position(|target| *target == path).unwrap_or_else(|| panic!("{path}"));
    let order = [
        "index.html",
        "guide/index.html",
        "guide/first-steps.html",
        "guide/cors.html",
        "proxies.html",
        "guide/from-tower-http.html",
        "rules.html",
        "rules/wildcard_with_credentials.html",
        "rules/forgeable.html",
        "guide/troubleshooting.html",
        "messages/1.html",
        "reports/browsers.html",
    ];
    assert!(order.iter().map(|path| place(path)).is_sorted(), "{targets:?}");
}

#[test]
fn schemas_are_where_their_chapters_link_to_them() {
    for (chapter, target) in [("inventory.html", "inventory.schema.json"), ("guide/audit.html", "../audit.schema.json")]
    {
        let page = page(chapter);
        assert!(page.links.iter().any(|link| link.target == target), "{chapter} does not link to {target}");
    }
}

/// A file that is not part of the site is named instead.
#[test]
fn links_out_of_the_site_are_paths() {
    let page = page("index.html");
    assert!(page.text.contains("(LICENSE-MIT)") || page.text.contains("MIT (LICENSE-MIT)"), "{}", page.text);
    assert!(page.links.iter().all(|link| !link.target.contains("LICENSE")));
}
