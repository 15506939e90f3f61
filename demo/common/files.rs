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
];

/// Files of the page whose origin the API does not allow.
pub(crate) const OF_STRANGER: &[File] = &[
    File { path: "/", content_type: HTML, text: include_str!("../stranger/index.html") },
    File { path: "/stranger.js", content_type: SCRIPT, text: include_str!("../stranger/stranger.js") },
    File { path: "/embedded.html", content_type: HTML, text: include_str!("../stranger/embedded.html") },
    File { path: "/embedded.js", content_type: SCRIPT, text: include_str!("../stranger/embedded.js") },
];

/// Files of both pages, which send the same requests and explain them alike.
pub(crate) const OF_BOTH: &[File] = &[
    File { path: "/actions.js", content_type: SCRIPT, text: include_str!("../both/actions.js") },
    File { path: "/board.js", content_type: SCRIPT, text: include_str!("../both/board.js") },
    File { path: "/explain.js", content_type: SCRIPT, text: include_str!("../both/explain.js") },
    File { path: "/result.js", content_type: SCRIPT, text: include_str!("../both/result.js") },
    File { path: "/style.css", content_type: STYLE, text: include_str!("../both/style.css") },
];
