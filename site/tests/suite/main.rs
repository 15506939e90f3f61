//! The site, built from this repository: links, rules, messages, code and the search.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod code;
mod documents;
mod html;
mod links;
mod messages;
mod search;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// The folder of the site, which is built once.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    let first_page = cors_site::build(repository(), &folder).expect("the site is built");
    assert_eq!(first_page, folder.join("index.html"));
    folder
});

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a repository")
}

/// The text of a document.
fn document(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The pages of the site, by their paths.
static PAGES: LazyLock<BTreeMap<String, html::Page>> = LazyLock::new(|| {
    let paths = files(&SITE).into_iter().filter(|path| path.ends_with(".html"));
    let read = |path: &str| std::fs::read_to_string(SITE.join(path)).expect("text");
    paths.map(|path| (path.clone(), html::Page::parse(&read(&path)))).collect()
});

fn page(path: &str) -> &'static html::Page {
    PAGES.get(path).unwrap_or_else(|| panic!("there is no page {path}"))
}

/// The paths of the files below a folder, from the folder, with `/`.
fn files(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in Unicode");
        if entry.file_type().expect("a kind").is_dir() {
            paths.extend(files(&entry.path()).into_iter().map(|path| format!("{name}/{path}")));
        } else {
            paths.push(name);
        }
    }
    paths
}
