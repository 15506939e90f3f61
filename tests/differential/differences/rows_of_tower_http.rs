//! tower-http 0.7: what is no preflight, and who is let in.

use super::{Case, For, Right, Row};

pub(crate) const ROWS: &[Row] = &[
    Row {
        asked: "a path without a handler",
        theirs: "404 with CORS headers",
        ours: "404 as the application makes it",
        right: Right::Both,
        matters_for: For::Pages,
        why: "theirs lets a page tell a wrong path from a network error; ours too, with a policy for the fallback (guide, \"Fallbacks\")",
        is: |d| d.case == Case::ActualUnknownPath && d.only_theirs(),
    },
    Row {
        asked: "OPTIONS that is no preflight",
        theirs: "answered as if it were one: no handler runs",
        ours: "the application's handler, or its 405",
        right: Right::Us,
        matters_for: For::Pages,
        why: "Fetch, \"HTTP requests\": a preflight has `Origin` and `Access-Control-Request-Method`; OPTIONS is a method like \
              others (RFC 9110, section 9.3.7)",
        is: |d| {
            d.case == Case::PlainOptions
                && (d.is_status(200, &[404, 405, 401])
                    || d.is_vary() && d.only_theirs()
                    || d.only_theirs()
                        && d.is_header(&["allow-methods", "allow-headers", "max-age", "allow-credentials"])
                    || d.only_theirs() && d.is_header(&["allow-origin"])
                    || d.only_ours() && d.is_header(&["expose-headers"]))
        },
    },
    Row {
        asked: "an actual request from a stranger, or without `Origin`: headers",
        theirs: "`-Allow-Credentials` and `-Expose-Headers`",
        ours: "none",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "without `Access-Control-Allow-Origin` they mean nothing (Fetch, \"CORS check\")",
        is: |d| {
            d.case == Case::ActualDenied && d.only_theirs() && d.is_header(&["allow-credentials", "expose-headers"])
        },
    },
    Row {
        asked: "several `Origin` lines, or an empty one",
        theirs: "the first line is let in; a public policy lets in whatever it is",
        ours: "denied",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "RFC 6454, section 7.3: at most one. Neither the first nor the last is to be believed",
        is: |d| d.case == Case::LetInMalformed && !d.is_vary() && (d.is_status(200, &[403]) || d.only_theirs()),
    },
    Row {
        asked: "what ends as a sub-domain does and is none: an empty label, `*`, a path, two origins in one",
        theirs: "let in by a predicate that looks at both ends",
        ours: "denied: patterns match whole labels",
        right: Right::Us,
        matters_for: For::Pages,
        why: "here, `*.` stands for labels and nothing else; a page can have an origin with a `*`",
        is: |d| d.case == Case::LetInByPredicate && !d.is_vary() && (d.is_status(200, &[403]) || d.only_theirs()),
    },
    Row {
        asked: "a handler that sets CORS headers itself",
        theirs: "those that the layer has no value for stay",
        ours: "all are replaced",
        right: Right::Us,
        matters_for: For::Pages,
        why: "an origin that the policy does not have can read the response there; here, one authority, never two values",
        is: |d| d.case == Case::OwnHeaders,
    },
];
