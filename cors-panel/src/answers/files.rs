//! The files of the page.

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// The page. `{folder}` stands for the folder of its files, relative to the page's own address.
pub(super) const PAGE: &str = include_str!("../page/index.html");

/// A file that the page loads.
pub(super) struct File {
    name: &'static str,
    pub(super) content_type: &'static str,
    pub(super) text: &'static str,
}

macro_rules! files {
    ($($name:literal: $content_type:ident)+) => {
        const FILES: &[File] =
            &[$(File { name: $name, content_type: $content_type, text: include_str!(concat!("../page/", $name)) }),+];
    };
}

files! {
    "panel.css": CSS
    "icon.svg": SVG
    "panel.js": JAVASCRIPT
    "dom.js": JAVASCRIPT
    "policies.js": JAVASCRIPT
    "marks.js": JAVASCRIPT
    "explain.js": JAVASCRIPT
    "explanation.js": JAVASCRIPT
    "decisions.js": JAVASCRIPT
}

/// The file of a name.
pub(super) fn find(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}
