//! Links, from the files of the repository to the pages of the site.

use std::{collections::BTreeMap, ops::Range};

use anyhow::{Context, Result, bail};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{edits::Edits, parser::events};

/// The files of the repository that the site contains.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// The address of the page of each document. All paths begin at the root of the repository, all addresses at that of the site.
    pub(crate) pages: BTreeMap<String, String>,
    /// The address of each other file.
    pub(crate) files: BTreeMap<String, String>,
    /// The address of the repository, where it is public.
    pub(crate) repository: Option<&'static str>,
}

/// The new target of a link.
enum Target {
    /// It stays as it is.
    Same,
    Address(String),
    /// A file of the repository that the site does not contain.
    Path(String),
}

impl Site {
    fn address(&self, path: &str) -> Option<&str> {
        self.pages.get(path).or_else(|| self.files.get(path)).map(String::as_str)
    }

    fn target(&self, target: &str, document: &str, page: &str) -> Result<Target> {
        if target.contains(':') {
            return Ok(Target::Same);
        }
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let path = match path {
            "" => document.to_owned(),
            path => {
                resolved(document, path).with_context(|| format!("{document}: {target} is not in the repository"))?
            }
        };
        let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
        Ok(match (self.address(&path), self.repository) {
            (Some(address), _) if address == page && !fragment.is_empty() => Target::Address(fragment),
            (Some(address), _) => Target::Address(format!("{}{fragment}", relative(page, address))),
            (None, Some(repository)) => Target::Address(format!("{repository}/blob/main/{path}{fragment}")),
            (None, None) => Target::Path(path),
        })
    }
}

/// Adds the replacements of the links of a text. A path in backquotes becomes a link, too, if the site contains the file.
pub(super) fn rewrite(text: &str, document: &str, page: &str, site: &Site, edits: &mut Edits) -> Result<()> {
    let parser = events(text);
    for (_, definition) in parser.reference_definitions().iter() {
        if let Target::Address(address) = site.target(&definition.dest, document, page)? {
            edits.replace(last(text, &definition.span, &definition.dest)?, address);
        }
    }
    // The link that is being read, if there is one, and its words.
    let mut link: Option<(Range<usize>, Target)> = None;
    let mut words: Option<Range<usize>> = None;
    for (event, range) in parser {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let target = site.target(&dest_url, document, page)?;
                if let (Target::Address(address), LinkType::Inline) = (&target, link_type) {
                    edits.replace(last(text, &range, &dest_url)?, address);
                }
                link = Some((range, target));
                words = None;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let (Some((whole, Target::Path(path))), Some(words)) = (link.take(), words.take()) {
                    edits.replace(whole, named(text.get(words).unwrap_or_default(), &path));
                }
            }
            Event::Code(code) if link.is_none() => {
                if let Some(address) = site.address(&code).filter(|address| *address != page) {
                    edits.replace(range, format!("[`{code}`]({})", relative(page, address)));
                }
            }
            _ if link.is_some() => {
                let start = words.take().map_or(range.start, |words| words.start.min(range.start));
                words = Some(start..range.end);
            }
            _ => {}
        }
    }
    Ok(())
}

/// The place of a link's target, which is the last that is written like this.
fn last(text: &str, link: &Range<usize>, target: &str) -> Result<Range<usize>> {
    let written = text.get(link.clone()).unwrap_or_default();
    let Some(at) = written.rfind(target) else { bail!("the target {target} is written in another way: {written}") };
    Ok(link.start + at..link.start + at + target.len())
}

/// The words of a link whose target is a path of the repository alone.
fn named(words: &str, path: &str) -> String {
    if words.contains(path) { words.to_owned() } else { format!("{words} (`{path}`)") }
}

/// The path that a link of a document means, from the root of the repository; `None`: it leads out of it.
pub(crate) fn resolved(document: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The address of a page, from another page.
fn relative(from: &str, to: &str) -> String {
    "../".repeat(from.matches('/').count()) + to
}
