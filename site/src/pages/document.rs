//! The documents of the repository, and the addresses of their pages.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::markdown;

/// A document, or a page that the site has beside the documents.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its path from the root of the repository.
    pub(crate) path: String,
    /// The path of the document that its links are relative to.
    pub(crate) base: String,
    /// Its first heading.
    pub(crate) title: String,
    pub(crate) text: String,
}

/// Reads a document.
pub(crate) fn read(repository: &Path, path: &str) -> Result<Document> {
    let text = fs::read_to_string(repository.join(path)).with_context(|| format!("{path} cannot be read"))?;
    let title = markdown::heading(&text).with_context(|| format!("{path} has no heading"))?;
    Ok(Document { path: path.to_owned(), base: path.to_owned(), title, text })
}

/// The address of the page of a document: `rules/forgeable.html` for `docs/rules/forgeable.md`.
pub(crate) fn address(path: &str) -> String {
    let path = path.strip_prefix("docs/").unwrap_or(path);
    let path = path.strip_suffix(".md").unwrap_or(path);
    format!("{}.html", path.strip_suffix("README").map_or_else(|| path.to_owned(), |folder| format!("{folder}index")))
}

/// The paths of all files below a folder of the repository, in order.
pub(crate) fn files(repository: &Path, folder: &str) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    let entries = fs::read_dir(repository.join(folder)).with_context(|| format!("{folder} cannot be read"))?;
    for entry in entries {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            paths.extend(files(repository, &path)?);
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
