//! The order of the pages: that of the guide's own table of contents, then of the documents that the README names.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::document::{Document, read};
use crate::markdown;

const README: &str = "README.md";
const GUIDE: &str = "docs/guide/README.md";

/// The heading in the README below which it names all other documents.
const OTHERS: &str = "More";

/// Pages with a common title in the navigation; the first part has none.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) title: Option<String>,
    pub(crate) documents: Vec<Document>,
}

/// All documents that have a page, except for the pages of the rules, which are below `docs/rules.md`.
pub(crate) fn contents(repository: &Path) -> Result<Vec<Part>> {
    let readme = read(repository, README)?;
    let guide = read(repository, GUIDE)?;
    let named = listed(GUIDE, &guide.text)?;
    let others = readme.text.split_once(&format!("\n## {OTHERS}\n")).context("the README names all documents")?.1;
    let others = others.split("\n## ").next().unwrap_or_default();
    let others = listed(README, others)?.into_iter().map(|(_, path)| (Some(OTHERS.to_owned()), path));

    let mut parts: Vec<Part> = vec![Part { title: None, documents: vec![readme, guide] }];
    let mut known = BTreeSet::from([README.to_owned(), GUIDE.to_owned()]);
    for (title, path) in named.into_iter().chain(others) {
        if !path.ends_with(".md") || !known.insert(path.clone()) {
            continue;
        }
        let document = read(repository, &path)?;
        match parts.last_mut().filter(|part| part.title == title) {
            Some(part) => part.documents.push(document),
            None => parts.push(Part { title, documents: vec![document] }),
        }
    }
    Ok(parts)
}

/// The paths that the lists of a document link to, each with the words in bold type above its list.
fn listed(document: &str, text: &str) -> Result<Vec<(Option<String>, String)>> {
    let mut paths = Vec::new();
    let mut title = None;
    let (mut depth, mut is_title) = (0, false);
    for (event, _) in markdown::events(text) {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Strong) if depth == 0 => is_title = true,
            Event::End(TagEnd::Strong) => is_title = false,
            Event::Text(text) if is_title => title = Some(text.into_string()),
            Event::Start(Tag::Link { dest_url, .. }) if depth > 0 && !dest_url.contains(':') => {
                let path = dest_url.split('#').next().unwrap_or_default();
                let path = markdown::resolved(document, path);
                paths.push((title.clone(), path.with_context(|| format!("{document}: {dest_url}"))?));
            }
            _ => {}
        }
    }
    Ok(paths)
}
