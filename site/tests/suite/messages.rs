//! Each row of the table of messages has a page.

use crate::{SITE, document, files, page};

/// The cells of the rows, without the marks of code and of links.
fn rows() -> Vec<Vec<String>> {
    let chapter = document("docs/guide/troubleshooting.md");
    let rows = chapter.lines().skip_while(|line| !line.starts_with("| # | Chromium |")).skip(2);
    let cells = |line: &str| -> Vec<String> { line.trim_matches(['|', ' ']).split(" | ").map(plain).collect() };
    rows.take_while(|line| line.starts_with('|')).map(cells).collect()
}

/// Text as a page shows it.
fn plain(markdown: &str) -> String {
    let mut plain = String::new();
    let mut rest = markdown;
    while let Some((before, link)) = rest.split_once("](").or_else(|| rest.split_once("][")) {
        let (text, words) = before.rsplit_once('[').expect("the beginning of a link");
        plain.extend([text, words]);
        rest = link.split_once([')', ']']).expect("the end of a link").1;
    }
    plain.push_str(rest);
    plain.replace(['`', '*'], "")
}

#[test]
fn every_row_has_its_page() {
    let rows = rows();
    assert!(rows.len() >= 15, "{rows:?}");
    let chapter = page("guide/troubleshooting.html");
    for row in &rows {
        let [number, chromium, firefox, cause, fix] = row.as_slice() else { panic!("{row:?}") };
        let page = page(&format!("messages/{number}.html"));
        let text = page.text.replace('*', "").replace("message ", "row ");
        assert!(page.title.replace('*', "").starts_with(chromium), "{number}: {}", page.title);
        assert!(text.trim_start().starts_with(chromium), "{number}: its heading");
        for part in [chromium, firefox, cause, fix] {
            assert!(text.contains(part), "{number}: {part} is not in {text}");
        }
        let target = format!("../messages/{number}.html");
        assert!(chapter.links.iter().any(|link| link.target == target), "the table does not link to {number}");
    }
    let pages = files(&SITE.join("messages"));
    assert_eq!(pages.len(), rows.len(), "{pages:?}");
}

#[test]
fn a_page_leads_to_its_neighbours_and_to_related_sections() {
    let page = page("messages/2.html");
    let targets: Vec<&str> = page.links.iter().map(|link| link.target.as_str()).collect();
    for target in [
        "../messages/1.html",
        "../messages/3.html",
        "../guide/troubleshooting.html#from-the-message-to-the-fix",
        "../guide/troubleshooting.html#the-origin-is-null",
        "../guide/axum.html#fallbacks",
    ] {
        assert!(targets.contains(&target), "{target} is not among {targets:?}");
    }
}
