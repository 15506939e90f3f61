//! actix-cors 0.7: preflights.

use super::{Case, Difference, For, Right, Row};

/// What they answer where we answer 403 or 204, or let the application answer.
fn is_refusal(d: &Difference<'_>) -> bool {
    d.is_status(400, &[204, 200, 401, 404, 405])
}

pub(crate) const ROWS: &[Row] = &[
    Row {
        asked: "an allowed preflight: status",
        theirs: "200",
        ours: "204",
        right: Right::Both,
        matters_for: For::NoClient,
        why: "Fetch, \"CORS-preflight fetch\", asks for any ok status; 204 says that there is no body",
        is: |d| d.is_status(200, &[204]),
    },
    Row {
        asked: "a preflight: which methods",
        theirs: "one list for all paths",
        ours: "the methods of the path",
        right: Right::Us,
        matters_for: For::Pages,
        why: "a preflight for a method that no handler has passes there, and the request ends in 405; \
              here, methods come from the routing",
        is: |d| {
            d.is_header(&["allow-methods"])
                && !d.only_theirs()
                && !d.only_ours()
                && matches!(d.case, Case::PreflightAllowed | Case::PreflightOtherHeaders | Case::PreflightOtherMethod)
        },
    },
    Row {
        asked: "a preflight for a method that another path has: what else it is told",
        theirs: "how long to keep the answer, and the headers of all paths",
        ours: "`Access-Control-Max-Age: 0`, and the headers of the path",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "browsers let GET, HEAD and POST pass whatever the list says (Fetch, \"CORS-preflight fetch\"), so a list of headers \
              that they keep would speak for handlers with other policies",
        is: |d| d.case == Case::PreflightOtherMethod && !d.they_refuse && d.is_header(&["allow-headers", "max-age"]),
    },
    Row {
        asked: "a preflight for a method that is not on the list",
        theirs: "400 without CORS headers",
        ours: "204 with the methods that the path has",
        right: Right::Us,
        matters_for: For::Pages,
        why: "GET, HEAD and POST need no permission (Fetch, \"CORS-preflight fetch\"), so a HEAD that is asked for beforehand \
              ends in 400 there; and the console names the method, where theirs names the origin",
        is: |d| {
            d.case == Case::PreflightOtherMethod && d.they_refuse && !d.is_vary() && (is_refusal(d) || d.only_ours())
        },
    },
    Row {
        asked: "a preflight for a header that is not on the list",
        theirs: "400 without CORS headers",
        ours: "204 with the list",
        right: Right::Both,
        matters_for: For::NoClient,
        why: "the browser finds the header missing (Fetch, \"CORS-preflight fetch\") and its console names it; 400 names the origin",
        is: |d| {
            d.case == Case::PreflightOtherHeaders && d.they_refuse && !d.is_vary() && (is_refusal(d) || d.only_ours())
        },
    },
    Row {
        asked: "a preflight with an empty element or no element in the list of headers",
        theirs: "400 without CORS headers",
        ours: "204",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "RFC 9110, section 5.6.1: a recipient ignores empty elements",
        is: |d| d.case == Case::PreflightAllowed && d.they_refuse && !d.is_vary() && (is_refusal(d) || d.only_ours()),
    },
    Row {
        asked: "an allowed preflight where all headers are: which",
        theirs: "those that are asked for, whatever they are",
        ours: "`*, authorization`",
        right: Right::Both,
        matters_for: For::NoClient,
        why: "Fetch, \"CORS-preflight fetch\": `*` covers all names but `authorization`, which is listed",
        is: |d| {
            matches!(d.case, Case::PreflightAllowed | Case::PreflightOtherHeaders)
                && !d.they_refuse
                && d.is_header(&["allow-headers"])
                && d.is_public()
        },
    },
    Row {
        asked: "a preflight from a stranger: status",
        theirs: "400",
        ours: "403",
        right: Right::Both,
        matters_for: For::NoClient,
        why: "the page sees a network error either way; Fetch, \"HTTP responses\", names 403",
        is: |d| d.case == Case::PreflightDenied && d.is_status(400, &[403]),
    },
    Row {
        asked: "a preflight with several methods, or with what is no method or no name",
        theirs: "400, or granted by the first line, or the application's own answer",
        ours: "403 without CORS headers",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "no browser sends it (Fetch, \"CORS-preflight fetch\"); here, what is not understood is denied",
        is: |d| {
            d.case == Case::PreflightMalformed
                && !d.is_vary()
                && (d.only_theirs() || [200, 400, 401, 405].iter().any(|theirs| d.is_status(*theirs, &[403])))
        },
    },
    Row {
        asked: "a preflight that is refused: `Vary`",
        theirs: "none",
        ours: "as on every preflight",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "another origin is answered otherwise (RFC 9110, section 12.5.5)",
        is: |d| d.is_vary() && d.asked.is_preflight() && !d.is_of_unknown_path() && d.only_ours(),
    },
    Row {
        asked: "a preflight where everybody is let in: `Vary`",
        theirs: "three names",
        ours: "not `Origin`",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "Fetch, \"CORS protocol and HTTP caches\": nothing depends on who asks",
        is: |d| d.is_vary() && d.asked.is_preflight() && !d.is_of_unknown_path() && !d.only_ours(),
    },
    Row {
        asked: "a preflight for a path without a handler",
        theirs: "answered as for any path",
        ours: "the application's 404",
        right: Right::Us,
        matters_for: For::Pages,
        why: "no route, no policy that could grant it; the page's request would end in 404 there",
        is: |d| {
            d.case == Case::PreflightUnknownPath
                && (d.only_theirs() || [200, 400].iter().any(|theirs| d.is_status(*theirs, &[404, 401])))
        },
    },
];
