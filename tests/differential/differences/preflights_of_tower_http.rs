//! tower-http 0.7: preflights.

use super::{Case, For, Right, Row};

pub(crate) const ROWS: &[Row] = &[
    Row {
        asked: "an allowed preflight: status",
        theirs: "200",
        ours: "204",
        right: Right::Both,
        matters_for: For::NoClient,
        why: "Fetch, \"CORS-preflight fetch\", asks for any ok status; 204 says that there is no body",
        is: |d| {
            d.is_status(200, &[204])
                && matches!(d.case, Case::PreflightAllowed | Case::PreflightOtherHeaders | Case::PreflightOtherMethod)
        },
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
                && matches!(d.case, Case::PreflightAllowed | Case::PreflightOtherHeaders | Case::PreflightOtherMethod)
        },
    },
    Row {
        asked: "a preflight for a method that no handler of the path has: what else it is told",
        theirs: "how long to keep the answer, and the headers of all paths",
        ours: "`Access-Control-Max-Age: 0`, and the headers of the path",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "browsers let GET, HEAD and POST pass whatever the list says (Fetch, \"CORS-preflight fetch\"), so a list of headers \
              that they keep would speak for handlers with other policies",
        is: |d| d.case == Case::PreflightOtherMethod && d.is_header(&["allow-headers", "max-age"]),
    },
    Row {
        asked: "a preflight from a stranger: status",
        theirs: "200",
        ours: "403",
        right: Right::Both,
        matters_for: For::NoClient,
        why: "the page sees a network error either way (Fetch, \"CORS check\"); \"HTTP responses\" names 403",
        is: |d| d.case == Case::PreflightDenied && d.is_status(200, &[403]),
    },
    Row {
        asked: "a preflight from a stranger: headers",
        theirs: "the whole policy but the origin",
        ours: "none",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "without `Access-Control-Allow-Origin` they mean nothing, and tell a stranger the policy; here, fail closed",
        is: |d| {
            d.case == Case::PreflightDenied
                && d.only_theirs()
                && d.is_header(&["allow-credentials", "allow-methods", "allow-headers", "max-age"])
        },
    },
    Row {
        asked: "a preflight with several methods, or with what is no method or no name",
        theirs: "granted: nothing but the configuration is looked at",
        ours: "403 without CORS headers",
        right: Right::Us,
        matters_for: For::OtherClients,
        why: "no browser sends it (Fetch, \"CORS-preflight fetch\"); here, what is not understood is denied",
        is: |d| d.case == Case::PreflightMalformed && !d.is_vary() && (d.is_status(200, &[403]) || d.only_theirs()),
    },
    Row {
        asked: "a preflight: `Vary`",
        theirs: "`Origin` at the most",
        ours: "the two `Access-Control-Request-` names as well",
        right: Right::Us,
        matters_for: For::NoClient,
        why: "our answer depends on them; no cache keeps answers to OPTIONS (RFC 9110, section 9.3.7), save for those that do",
        is: |d| d.is_vary() && d.asked.is_preflight() && d.case != Case::PreflightUnknownPath && d.ours.is_some(),
    },
    Row {
        asked: "a preflight for a path without a handler",
        theirs: "granted",
        ours: "the application's 404",
        right: Right::Us,
        matters_for: For::Pages,
        why: "no route, no policy that could grant it; the page's request would end in 404 there",
        is: |d| d.case == Case::PreflightUnknownPath && (d.is_status(200, &[404, 401]) || d.only_theirs()),
    },
];
