//! The book that mdBook renders: all pages, in their order.

use std::{
    fs,
    path::{self, Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, Result};
use cors_core::Rule;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{
    RenderContext, Renderer,
    book::{Book, BookItem, Chapter, SectionNumber},
    config::Config,
};

use crate::{
    markdown::{self, Site},
    pages::{self, Document, Part},
};

/// The public address of the repository, if it has one: links to files that are not part of the site lead there. Without it, the path of
/// the file is shown.
const REPOSITORY: Option<&str> = None;

/// The overview of the rules, above the pages of the rules.
const RULES: &str = "docs/rules.md";

/// The name of the first page in the navigation.
const FIRST: &str = "Introduction";

/// A page, with the pages below it.
struct Page {
    document: Document,
    below: Vec<Document>,
}

/// Writes the site of a repository into a folder, and returns the path of its first page. Everything else in the folder is deleted.
///
/// # Errors
///
/// Returns an error if a file cannot be read or written, or if a document is not as it has to be, such as one without a heading.
///
/// # Examples
///
/// ```no_run
/// let first_page = cors_site::build(".".as_ref(), "target/site".as_ref())?;
/// assert!(first_page.ends_with("index.html"));
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn build(repository: &Path, destination: &Path) -> Result<PathBuf> {
    let destination = &path::absolute(destination)?;
    let parts = pages::contents(repository)?;
    let title = parts.iter().flat_map(|part| &part.documents).next().map(|document| document.title.clone());
    let parts: Vec<(Option<String>, Vec<Page>)> = parts
        .into_iter()
        .map(|Part { title, documents }| {
            let pages: Result<Vec<Page>> =
                documents.into_iter().map(|document| with_pages_below(repository, document)).collect();
            Ok((title, pages?))
        })
        .collect::<Result<_>>()?;
    let site = site(repository, &parts)?;

    let mut config = Config::from_str(include_str!("../book.toml"))?;
    config.book.title = title;
    // Where mdBook copies files from, relative to the root of the book. All chapters are in memory, so there is no such folder, and none is needed.
    config.book.src = destination.to_owned();
    let book = book(parts, &site)?;
    HtmlHandlebars::new().render(&RenderContext::new(env!("CARGO_MANIFEST_DIR"), book, config, destination))?;
    for (path, address) in &site.files {
        let copy = destination.join(address);
        fs::create_dir_all(copy.parent().unwrap_or(destination))?;
        fs::copy(repository.join(path), &copy).with_context(|| format!("{path} cannot be copied"))?;
    }
    Ok(destination.join("index.html"))
}

/// A page, with those that belong below it: the rules below their overview, the messages below their table.
fn with_pages_below(repository: &Path, mut document: Document) -> Result<Page> {
    let below = match document.path.as_str() {
        RULES => {
            let rules = Rule::ALL.iter().map(|rule| pages::read(repository, &format!("docs/rules/{rule}.md")));
            rules.collect::<Result<_>>()?
        }
        pages::TROUBLESHOOTING => {
            let messages = pages::messages(&document)?;
            document.text = pages::with_links_to_messages(&document)?;
            messages
        }
        _ => Vec::new(),
    };
    Ok(Page { document, below })
}

/// The addresses of all pages, and of the other files beside the documents.
fn site(repository: &Path, parts: &[(Option<String>, Vec<Page>)]) -> Result<Site> {
    let pages = parts.iter().flat_map(|(_, pages)| pages);
    let documents = pages.flat_map(|page| [&page.document].into_iter().chain(&page.below));
    // Not the list of chapters for rustdoc, and not a report that the site has as a page.
    let is_other = |path: &String| ![".md", ".rs", ".html"].iter().any(|end| path.ends_with(end));
    let files = pages::files(repository, "docs")?.into_iter().filter(is_other);
    Ok(Site {
        pages: documents.map(|document| (document.path.clone(), pages::address(&document.path))).collect(),
        files: files.map(|path| (path.clone(), path.trim_start_matches("docs/").to_owned())).collect(),
        repository: REPOSITORY,
    })
}

fn book(parts: Vec<(Option<String>, Vec<Page>)>, site: &Site) -> Result<Book> {
    let mut book = Book::new();
    let mut number = 0;
    for (title, pages) in parts {
        book.items.extend(title.map(BookItem::PartTitle));
        for Page { document, below } in pages {
            number += 1;
            let mut page = chapter(&document, vec![number], site)?;
            for (index, document) in (1..).zip(&below) {
                let mut below = chapter(document, vec![number, index], site)?;
                below.parent_names.push(page.name.clone());
                page.sub_items.push(below.into());
            }
            book.push_item(page);
        }
    }
    Ok(book)
}

/// A page as mdBook takes it. The numbers are not shown; by their length, mdBook sees which page is below which.
fn chapter(document: &Document, number: Vec<u32>, site: &Site) -> Result<Chapter> {
    let address = pages::address(&document.path);
    let name = if address == "index.html" { FIRST } else { &document.title };
    let content = markdown::page(&document.text, &document.base, &address, site)?;
    let mut chapter = Chapter::new(name, content, Path::new(&address).with_extension("md"), Vec::new());
    chapter.number = Some(SectionNumber::new(number));
    Ok(chapter)
}
