//! actix-cors 0.7: what is no preflight, and who is let in.

use super::{Case, Difference, For, Right, Row};

/// Requests that they allow, and we do not. If the requested method is malformed, they let the application answer.
fn is_of_those_let_in(d: &Difference<'_>) -> bool {
    !d.is_vary() && (d.only_theirs() || [200, 405].iter().any(|theirs| d.is_status(*theirs, &[403])))
}

pub(crate) const ROWS: &[Row] = &[
    Row {
        asked: "a path without a handler",
        theirs: "404 with CORS headers",
        ours: "404 as the application makes it",
        right: Right::Both,
        matters_for: For::Pages,
        why: "theirs lets a page tell a wrong path from a network error; ours too, with a policy for the default service (guide, \
              \"Unknown paths\")",
        is: |d| d.case == Case::ActualUnknownPath && d.only_theirs(),
    },
    Row {
        asked: "OPTIONS with `Access-Control-Request-Method` and without `Origin`",
        theirs: "answered as a preflight: 400, or granted where everybody is let in",
        ours: "the application's handler, or its 405",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "Fetch, \"HTTP requests\": a preflight has `Origin`",
        is: |d| {
            d.case == Case::PlainOptions
                && !d.asked.for_method.is_empty()
                && ([200, 400].iter().any(|theirs| d.is_status(*theirs, &[200, 401, 404, 405]))
                    || d.they_answer_options)
        },
    },
    Row {
        asked: "OPTIONS for a path without a handler",
        theirs: "404 with CORS headers",
        ours: "404 as the application makes it",
        right: Right::Both,
        matters_for: For::Pages,
        why: "as for other methods",
        is: |d| d.case == Case::PlainOptions && !d.they_answer_options && d.is_of_unknown_path() && d.only_theirs(),
    },
    Row {
        asked: "a response, but no preflight's: `Vary`",
        theirs: "three names, also where everybody is let in",
        ours: "`Origin`, and not where everybody is let in",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "nothing in it depends on the other two; the more names, the less a cache can use (RFC 9111, section 4.1)",
        is: |d| {
            d.is_vary()
                && matches!(
                    d.case,
                    Case::ActualAllowed
                        | Case::ActualDenied
                        | Case::PlainOptions
                        | Case::LetInMalformed
                        | Case::LetInByPredicate
                        | Case::OwnHeaders
                )
                && !d.they_answer_options
                && !d.asked.is_preflight()
                && !d.is_of_unknown_path()
                && !d.they_lose_a_line()
        },
    },
    Row {
        asked: "a response with two `Vary` lines of its own",
        theirs: "the second one is lost",
        ours: "the names of both are kept",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "a cache serves what was made for another `Accept-Language` (RFC 9110, section 12.5.5)",
        is: |d| d.is_vary() && d.they_lose_a_line(),
    },
    Row {
        asked: "a request from a stranger, or without `Origin`: headers",
        theirs: "`-Allow-Credentials` and `-Expose-Headers`",
        ours: "none",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "without `Access-Control-Allow-Origin` they mean nothing (Fetch, \"CORS check\")",
        is: |d| {
            matches!(d.case, Case::ActualDenied | Case::PlainOptions)
                && !d.they_answer_options
                && !d.is_of_unknown_path()
                && d.only_theirs()
                && d.is_header(&["allow-credentials", "expose-headers"])
        },
    },
    Row {
        asked: "a response that everybody may read, without `Origin`",
        theirs: "no `Access-Control-Allow-Origin`",
        ours: "`*`",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "Fetch, \"CORS protocol and HTTP caches\": without `Vary`, what a cache keeps has to do for everybody",
        is: |d| {
            matches!(d.case, Case::ActualDenied | Case::PlainOptions)
                && !d.they_answer_options
                && d.only_ours()
                && d.is_header(&["allow-origin"])
        },
    },
    Row {
        asked: "where all response headers are exposed: which",
        theirs: "the names that the response has at that point, if it has any",
        ours: "`*`",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "Fetch, \"CORS filtered response\": `*` covers what is added outside as well; theirs names CORS headers among them",
        is: |d| {
            matches!(d.case, Case::ActualAllowed | Case::ActualDenied | Case::PlainOptions)
                && !d.they_answer_options
                && d.is_header(&["expose-headers"])
                && d.is_public()
                && !d.only_theirs()
        },
    },
    Row {
        asked: "several `Origin` lines, or an empty one",
        theirs: "the first line is let in; a public policy lets in whatever it is",
        ours: "denied",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "RFC 6454, section 7.3: at most one. Neither the first nor the last is to be believed",
        is: |d| d.case == Case::LetInMalformed && is_of_those_let_in(d),
    },
    Row {
        asked: "what ends as a sub-domain does and is none: an empty label, `*`, a path, two origins in one",
        theirs: "let in by a predicate that looks at both ends",
        ours: "denied: patterns match whole labels",
        right: Right::Us,
        matters_for: For::Pages,
        why: "here, `*.` stands for labels and nothing else; a page can have an origin with a `*`",
        is: |d| d.case == Case::LetInByPredicate && is_of_those_let_in(d),
    },
    Row {
        asked: "a handler that sets CORS headers itself",
        theirs: "those that the policy has no value for stay",
        ours: "all are replaced",
        right: Right::Us,
        matters_for: For::Pages,
        why: "an origin that the policy does not have can read the response there; here, one authority, never two values",
        is: |d| d.case == Case::OwnHeaders && !d.is_vary(),
    },
];
