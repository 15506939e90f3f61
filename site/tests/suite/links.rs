//! Every link leads to a page or a file of the site, and to an element of it, and nothing is loaded from elsewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::{
    PAGES, SITE, files,
    html::{Link, Page},
};

/// The files of a site, and those that are pages.
struct Pages<'a> {
    files: BTreeSet<String>,
    pages: &'a BTreeMap<String, Page>,
}

impl Pages<'_> {
    fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        for (path, page) in self.pages {
            for link in &page.links {
                let complaint = self.complaint(path, link);
                complaints.extend(complaint.map(|complaint| format!("{path}: {}: {complaint}", link.target)));
            }
        }
        complaints
    }

    fn complaint(&self, page: &str, link: &Link) -> Option<&'static str> {
        let Link { element, attribute, target } = link;
        if target.contains("://") || target.starts_with("//") {
            let is_link = element == "a" && attribute == "href";
            let is_demo = target.starts_with("http://localhost:") || target.starts_with("http://127.0.0.1:");
            return match target.starts_with("https://") || is_demo {
                _ if !is_link => Some("is loaded from another host"),
                true => None,
                false => Some("is not https"),
            };
        }
        if element == "base" || target.starts_with('/') {
            return Some("depends on the address of the site");
        }
        let (path, fragment) = target.split_once('#').map_or((target.as_str(), None), |(path, id)| (path, Some(id)));
        let Some(path) = resolved(page, path) else { return Some("leads out of the site") };
        if !self.files.contains(&path) {
            return Some("is not a file of the site");
        }
        let fragment = fragment?;
        let has_it = self.pages.get(&path).is_some_and(|page| page.ids.contains(fragment));
        (!has_it).then_some("is not an element of the page")
    }
}

/// The path that a link of a page means.
fn resolved(page: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn every_link_leads_somewhere() {
    let site = Pages { files: files(&SITE).into_iter().collect(), pages: &PAGES };
    let links: usize = site.pages.values().map(|page| page.links.len()).sum();
    assert!(site.pages.len() > 90 && links > 3000, "{} pages, {links} links", site.pages.len());
    let complaints = site.complaints();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_broken_link_is_found() {
    let index = "<h1 id=top>a</h1><a href='#top'></a><a href='b/c.html#here'></a><a href='b/d.html'></a><a href='#bottom'></a>\
                 <a href='https://example.com/'></a><a href='http://example.com/'></a><script src='https://example.com/a.js'></script>\
                 <link href='//example.com/a.css'><a href='/b/c.html'></a><a href='../index.html'></a><pre>&lt;a href='e'&gt;</pre>";
    let below =
        "<b id=here></b><a href='../index.html#top'></a><a href='index.html'></a><img src='../index.html#there'>";
    let pages = [("index.html", index), ("b/c.html", below)];
    let pages = pages.map(|(path, html)| (path.to_owned(), Page::parse(html)));
    let pages = BTreeMap::from(pages);
    let site = Pages { files: pages.keys().cloned().collect(), pages: &pages };
    let expected = [
        "b/c.html: index.html: is not a file of the site",
        "b/c.html: ../index.html#there: is not an element of the page",
        "index.html: b/d.html: is not a file of the site",
        "index.html: #bottom: is not an element of the page",
        "index.html: http://example.com/: is not https",
        "index.html: https://example.com/a.js: is loaded from another host",
        "index.html: //example.com/a.css: is loaded from another host",
        "index.html: /b/c.html: depends on the address of the site",
        "index.html: ../index.html: leads out of the site",
    ];
    assert_eq!(site.complaints(), expected);
}

/// Pages name their scripts and styles in attributes, which the test above reads. What is left are the files that styles name.
#[test]
fn styles_load_nothing_from_another_host() {
    let styles: Vec<String> = files(&SITE).into_iter().filter(|path| path.ends_with(".css")).collect();
    assert!(styles.iter().any(|path| path.starts_with("theme/site-")), "{styles:?}");
    for path in styles {
        let style = fs::read_to_string(SITE.join(&path)).expect("text");
        assert!(!style.contains("@import"), "{path}");
        for url in style.split("url(").skip(1) {
            let url = url.split(')').next().expect("a part").trim_matches(['"', '\'']);
            let is_inside = url.starts_with("data:") || !url.contains("//") && !url.starts_with('/');
            assert!(is_inside, "{path}: {url}");
        }
    }
}
