//! Programs that pages of the guide show. Each is a file in `shown`; the page has its text, to the letter, in a block that follows
//! a comment with the file's name.

use std::{
    env, fs,
    path::Path,
    sync::{Mutex, PoisonError},
};

use crate::documents::{documents, root};

mod add_to;
mod single_page;

/// A module with a program, and what a test calls of it.
macro_rules! shown {
    ($program:ident: $file:literal, $($calls:tt)*) => {
        mod $program {
            #![allow(dead_code, reason = "`main` is not called")]

            include!(concat!("shown/", $file));

            $($calls)*
        }
    };
}
pub(crate) use shown;

fn programs(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().into_string().expect("a name in Unicode"));
        if entry.file_type().expect("a kind").is_dir() {
            programs(&entry.path(), &format!("{name}/"), found);
        } else {
            found.push((name, fs::read_to_string(entry.path()).expect("text")));
        }
    }
}

/// Compares the block that follows a comment with `text`. With `UPDATE_EXPECT` the page is rewritten.
pub(crate) fn expect_shown(comment: &str, start: &str, text: &str, end: &str) {
    /// Several tests may rewrite one page.
    static PAGES: Mutex<()> = Mutex::new(());
    let _pages = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let marker = format!("<!-- {comment} -->\n{start}");
    let mut pages = documents().into_iter().filter(|document| document.text.contains(&marker));
    let page = pages.next().unwrap_or_else(|| panic!("no page has {marker:?}"));
    assert!(pages.next().is_none(), "two pages have {marker:?}");
    let (before, rest) = page.text.split_once(&marker).expect("the marker");
    let (shown, after) = rest.split_once(end).expect("the end of the block");
    if env::var_os("UPDATE_EXPECT").is_some() && shown != text {
        let rewritten = format!("{before}{marker}{text}{end}{after}");
        fs::write(root().join(&page.path), rewritten).expect("the page can be written");
        return;
    }
    assert_eq!(shown, text, "{}: {comment}; `UPDATE_EXPECT=1` writes it", page.path);
}

#[test]
fn pages_show_these_programs() {
    let mut found = Vec::new();
    programs(&root().join("tests/documents/programs/shown"), "", &mut found);
    assert!(found.len() > 8, "{found:?}");
    for (name, text) in found {
        let language = if text.contains("\nasync fn main()") { "rust,no_run" } else { "rust" };
        expect_shown(&format!("program: {name}"), &format!("```{language}\n"), &text, "```\n");
    }
}
