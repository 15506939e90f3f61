//! The files of the two pages.

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
/// The type of a source file.
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";

/// A file with its path on the server.
#[derive(Clone, Copy)]
pub(crate) struct File {
    pub(crate) path: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) text: &'static str,
}

/// Files of the page whose origin the API allows.
pub(crate) const OF_PAGE: &[File] = &[
    File { path: "/", content_type: HTML, text: include_str!("../page/index.html") },
    File { path: "/page.js", content_type: SCRIPT, text: include_str!("../page/page.js") },
    File { path: "/card.js", content_type: SCRIPT, text: include_str!("../page/card.js") },
    File { path: "/explain.js", content_type: SCRIPT, text: include_str!("../page/explain.js") },
];

/// Files of the page whose origin the API does not allow.
pub(crate) const OF_STRANGER: &[File] = &[
    File { path: "/", content_type: HTML, text: include_str!("../stranger/index.html") },
    File { path: "/stranger.js", content_type: SCRIPT, text: include_str!("../stranger/stranger.js") },
];

/// Files of both pages, which send the same requests.
pub(crate) const OF_BOTH: &[File] = &[
    File { path: "/actions.js", content_type: SCRIPT, text: include_str!("../page/actions.js") },
    File { path: "/style.css", content_type: STYLE, text: include_str!("../page/style.css") },
];
