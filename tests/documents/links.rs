//! Links lead somewhere: to a file of the repository, and to a heading of it. Others are looked at, and not followed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::documents::{Document, documents, root};

/// A link of a document.
pub(crate) struct Link {
    pub(crate) target: String,
    /// The label of a link by reference.
    pub(crate) label: Option<String>,
    pub(crate) line: usize,
}

impl Document {
    /// What is rendered by rustdoc alone links to items. rustdoc checks that.
    fn is_of_rustdoc(&self) -> bool {
        self.path.starts_with("cors-")
    }

    /// All links, also those whose label nothing defines.
    pub(crate) fn links(&self) -> Vec<Link> {
        // What has no definition is kept, to be complained of; a word in brackets is a word in brackets.
        let undefined = |broken: BrokenLink<'_>| {
            let is_link = broken.link_type == LinkType::Reference && !self.is_of_rustdoc();
            is_link.then(|| (CowStr::from(format!("undefined:{}", broken.reference)), CowStr::from("")))
        };
        let parser = Parser::new_with_broken_link_callback(&self.text, Options::ENABLE_TABLES, Some(undefined));
        let events = parser.into_offset_iter();
        let links = events.filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) => {
                let by_reference = !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email);
                let line = self.text[..range.start].matches('\n').count() + 1;
                Some(Link { target: dest_url.into_string(), label: by_reference.then(|| id.into_string()), line })
            }
            _ => None,
        });
        links.collect()
    }

    /// What can stand after `#`: GitHub's names of the headings, which are rustdoc's too.
    fn anchors(&self) -> BTreeSet<String> {
        let mut anchors = BTreeSet::new();
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(&self.text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
                Event::End(TagEnd::Heading(_)) => {
                    let anchor = anchor(&heading.take().unwrap_or_default());
                    assert!(anchors.insert(anchor.clone()), "{}: two headings `{anchor}`", self.path);
                }
                _ => {}
            }
        }
        anchors
    }
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' '));
    kept.flat_map(char::to_lowercase).map(|char| if char == ' ' { '-' } else { char }).collect()
}

/// The path that a link of a document means, from the repository's root.
fn resolved(document: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What is wrong with a link.
fn complaint(document: &Document, target: &str, anchors: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    if let Some(label) = target.strip_prefix("undefined:") {
        return Some(format!("nothing defines [{label}]"));
    }
    if target.contains("://") {
        let url = url::Url::parse(target).ok().filter(|url| url.host_str().is_some_and(|host| host.contains('.')));
        let is_demo = target.starts_with("http://localhost:") || target.starts_with("http://127.0.0.1:");
        let is_fine = is_demo || url.is_some_and(|url| url.scheme() == "https" && url.as_str().len() >= target.len());
        return (!is_fine).then(|| "no URL of another site, with https".to_owned());
    }
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let path = match path {
        "" => document.path.clone(),
        path => match resolved(&document.path, path) {
            Some(path) => path,
            None => return Some("it leads out of the repository".to_owned()),
        },
    };
    if !root().join(&path).exists() {
        return Some(format!("there is no {path}"));
    }
    let fragment = fragment?;
    match anchors.get(&path) {
        None => Some(format!("{path} has no headings")),
        Some(anchors) => (!anchors.contains(fragment)).then(|| format!("{path} has no heading `{fragment}`")),
    }
}

/// A path of Rust, which rustdoc checks.
fn is_item(target: &str) -> bool {
    Path::new(target).extension().is_none_or(|extension| extension != "md")
        && !target.starts_with(['#', '.'])
        && target.chars().all(|char| char.is_alphanumeric() || ":@_!()<>#".contains(char))
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    let anchors = documents.iter().map(|document| (document.path.clone(), document.anchors())).collect();
    let mut complaints = Vec::new();
    let mut count = 0;
    for document in &documents {
        for Link { target, line, .. } in document.links() {
            count += 1;
            if document.is_of_rustdoc() && is_item(&target) {
                continue;
            }
            if let Some(complaint) = complaint(document, &target, &anchors) {
                complaints.push(format!("{}:{line}: {target}: {complaint}", document.path));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    println!("{count} links of {} documents", documents.len());
}

/// The check above finds what it is there for.
#[test]
fn a_link_that_leads_nowhere_is_found() {
    let text = "# A heading, `code`\n\n[a](#a-heading-code) [b](#b) [c](other.md) [d] [e][f] `[g]` [h](../../x) \
                [i](http://example.com/) [j](https://example.com/) [k](../README.md)\n\n```text\n[l](m)\n```\n";
    let document = Document { path: "docs/rules.md".to_owned(), text: text.to_owned() };
    let anchors = BTreeMap::from([(document.path.clone(), document.anchors())]);
    let links = document.links();
    let wrong = links.iter().filter(|link| complaint(&document, &link.target, &anchors).is_some());
    let wrong: Vec<&str> = wrong.map(|link| link.target.as_str()).collect();
    assert_eq!(wrong, ["#b", "other.md", "undefined:f", "../../x", "http://example.com/"]);
    assert_eq!(links.len(), 8);
}
