//! The Markdown files of the repository.

use std::{fs, path::Path};

/// A Markdown file.
pub(crate) struct Document {
    /// From the repository's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a repository")
}

/// Every Markdown file that belongs to the repository, once: links from one folder to another are not followed.
pub(crate) fn documents() -> Vec<Document> {
    let mut documents = Vec::new();
    collect(root(), "", &mut documents);
    assert!(documents.len() > 20, "the documents are found");
    documents
}

fn collect(folder: &Path, path: &str, documents: &mut Vec<Document>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in Unicode");
        let kind = entry.file_type().expect("a kind");
        let here = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if kind.is_dir() && !name.starts_with('.') && name != "target" {
            collect(&entry.path(), &here, documents);
        } else if kind.is_file() && name.ends_with(".md") {
            documents.push(Document { path: here, text: fs::read_to_string(entry.path()).expect("text") });
        }
    }
}
