//! The rows that are not run as all others are, and why. Nothing else is passed over.

use crate::case::Case;

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The browser refuses it before it sends anything: the model is asked, and no framework serves it.
    NothingIsSent,
    /// The HTTP parser answers 400 to the header, before any code of ours runs: frameworks are sent the request without it.
    Unsendable,
    /// The browser is not asked by CORS at all, as if the request stayed within the page's origin.
    Privileged,
    /// What is expected is what every engine does, and not what the standard says: it is run as each engine, and not as the standard.
    AsEnginesDo,
    /// The row names another hop than the one that fails first. Where it is blocked is a diagnosis, which no page can see.
    OtherHop,
}

pub(crate) const EXCEPTIONS: [(&str, Kind, &str); 8] = [
    ("BASIC-18", Kind::NothingIsSent, "the mode `same-origin` does not leave the page's origin"),
    ("SAFELIST-05", Kind::Unsendable, "U+0001 in a value"),
    ("SAFELIST-11", Kind::Unsendable, "U+000C in a value"),
    ("SAFELIST-13", Kind::Unsendable, "U+007F in a value"),
    ("SAFELIST-41", Kind::Unsendable, "U+0001 in a value"),
    ("SCHEME-15", Kind::Privileged, "the user has given the extension the right to read this server's responses"),
    (
        "CACHE-04",
        Kind::AsEnginesDo,
        "`Access-Control-Max-Age: -1` is no `delta-seconds`, so it is kept for 5 s by the standard, and not at all by engines",
    ),
    ("REDIR-49", Kind::OtherHop, "the first hop names another origin than the page's already"),
];

pub(crate) fn is_exception(case: &Case, kind: Kind) -> bool {
    EXCEPTIONS.iter().any(|(id, other, _)| *id == case.id && *other == kind)
}
