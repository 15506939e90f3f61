//! The table of `enforce`: origin × Fetch Metadata × cookie × method × policy.

use cors_tests::{
    driver::Driver,
    exchange::{APP, Answer, ClientRequest, EVIL, OWN, preflight, request},
};

/// The values of `Sec-Fetch-Site`, `-Mode` and `-Dest`; the first is empty if the browser sends none.
type Metadata = [&'static str; 3];

const NONE: Metadata = ["", "", ""];
const OWN_PAGE: Metadata = ["same-origin", "cors", "empty"];
const TYPED: Metadata = ["none", "navigate", "document"];
const SAME_SITE: Metadata = ["same-site", "cors", "empty"];
const CROSS_SITE: Metadata = ["cross-site", "cors", "empty"];
const LINK: Metadata = ["cross-site", "navigate", "document"];
const SAME_SITE_LINK: Metadata = ["same-site", "navigate", "document"];
const FRAME: Metadata = ["cross-site", "navigate", "iframe"];
const IMAGE: Metadata = ["cross-site", "no-cors", "image"];
const SAME_SITE_IMAGE: Metadata = ["same-site", "no-cors", "image"];
const SCRIPT: Metadata = ["cross-site", "no-cors", "script"];
const UNHEARD_OF: Metadata = ["unheard-of", "no-cors", "image"];

const BY_AUTHORITY: &str = "Origin, Host, Sec-Fetch-Site, Forwarded, X-Forwarded-Proto";
const BY_SITE: &str = "Origin, Sec-Fetch-Site";
const BY_DESTINATION: &str = "Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest";

fn sent(line: &str, origin: Option<&str>, metadata: Metadata, cookie: bool) -> ClientRequest {
    let names = ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"];
    let lines: Vec<_> = names.into_iter().zip(metadata).filter(|(_, value)| !value.is_empty()).collect();
    let request = origin.map_or(request(line), |origin| request(line).origin(origin)).headers(&lines);
    if cookie { request.header("cookie", "session=1") } else { request }
}

/// A request, the path's reason for a refusal or an empty text, and `Vary`.
type Row = (&'static str, Option<&'static str>, Metadata, bool, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // The server's own pages, and addresses that the user types.
    ("POST /anonymous", Some(OWN), OWN_PAGE, true, "", BY_SITE),
    ("POST /anonymous", Some("null"), OWN_PAGE, true, "", BY_SITE),
    ("POST /closed", Some("null"), TYPED, true, "", BY_SITE),
    ("GET /anonymous", None, OWN_PAGE, true, "", BY_SITE),
    ("GET /closed", None, TYPED, true, "", BY_SITE),
    ("POST /user", Some(OWN), OWN_PAGE, true, "", BY_SITE),
    ("POST /closed", Some(OWN), NONE, true, "", BY_AUTHORITY),
    // A listed origin.
    ("POST /anonymous", Some(APP), CROSS_SITE, false, "", "Origin, Cookie"),
    ("GET /anonymous", Some(APP), SAME_SITE, false, "", "Origin, Cookie"),
    ("POST /anonymous", Some(APP), NONE, false, "", "Origin, Cookie"),
    ("POST /anonymous", Some(APP), CROSS_SITE, true, "cookie_without_credentials", "Origin, Cookie, Sec-Fetch-Site"),
    ("GET /anonymous", Some(APP), SAME_SITE, true, "cookie_without_credentials", "Origin, Cookie, Sec-Fetch-Site"),
    ("POST /anonymous", Some(APP), NONE, true, "cookie_without_credentials", "Origin, Host, Cookie, Sec-Fetch-Site, Forwarded, X-Forwarded-Proto"),
    ("POST /anonymous", Some(APP), OWN_PAGE, true, "", "Origin, Cookie, Sec-Fetch-Site"),
    ("POST /user", Some(APP), CROSS_SITE, true, "", "Origin"),
    ("POST /user", Some(APP), CROSS_SITE, false, "", "Origin"),
    ("GET /user", Some(APP), IMAGE, true, "", "Origin"),
    // Another origin, or none that can be named.
    ("POST /anonymous", Some(EVIL), CROSS_SITE, false, "origin_not_allowed", BY_SITE),
    ("POST /user", Some(EVIL), SAME_SITE, true, "origin_not_allowed", BY_SITE),
    ("GET /user", Some(EVIL), NONE, false, "origin_not_allowed", BY_AUTHORITY),
    ("POST /closed", Some(APP), CROSS_SITE, false, "same_origin_only", BY_SITE),
    ("POST /anonymous", Some("null"), CROSS_SITE, false, "null_origin", BY_SITE),
    ("POST /anonymous", Some("null"), NONE, false, "null_origin", BY_SITE),
    ("POST /anonymous", Some("https://u@app.example.com"), CROSS_SITE, false, "malformed_origin", "Origin"),
    // Without an origin: links.
    ("GET /anonymous", None, LINK, true, "", BY_DESTINATION),
    ("HEAD /anonymous", None, LINK, false, "", BY_DESTINATION),
    ("GET /closed", None, SAME_SITE_LINK, true, "", BY_DESTINATION),
    ("POST /anonymous", None, LINK, true, "not_a_link", BY_DESTINATION),
    ("PUT /user", None, LINK, true, "not_a_link", BY_DESTINATION),
    // Without an origin: anything else on a page of another origin.
    ("GET /anonymous", None, IMAGE, true, "not_a_link", BY_DESTINATION),
    ("GET /user", None, SAME_SITE_IMAGE, true, "not_a_link", BY_DESTINATION),
    ("GET /user", None, SCRIPT, false, "not_a_link", BY_DESTINATION),
    ("GET /closed", None, FRAME, false, "not_a_link", BY_DESTINATION),
    ("GET /closed", None, UNHEARD_OF, false, "not_a_link", BY_DESTINATION),
    ("GET /closed", None, CROSS_SITE, false, "not_a_link", BY_DESTINATION),
    // No browser, or an old one.
    ("GET /anonymous", None, NONE, true, "", BY_SITE),
    ("POST /closed", None, NONE, true, "", BY_SITE),
];

async fn every_row(app: &impl Driver) {
    for (line, origin, metadata, cookie, reason, vary) in ROWS {
        let request = sent(line, *origin, *metadata, *cookie);
        let answer = request.send(app).await;
        assert_eq!(answer.header("vary"), Some(*vary), "{request} {answer:?}");
        if reason.is_empty() {
            assert_eq!(answer.status, 200, "{request} {answer:?}");
            assert_eq!(answer.header("cache-control"), None, "{request}");
        } else {
            assert_refused(&request, &answer, reason);
        }
    }
}

#[track_caller]
fn assert_refused(request: &ClientRequest, answer: &Answer, reason: &str) {
    assert_eq!((answer.status, answer.header("cache-control")), (403, Some("no-store")), "{request} {answer:?}");
    assert_eq!(answer.access_control(), [""; 0], "{request}");
    if !request.to_string().starts_with("HEAD") {
        answer.assert_denied_because(reason);
    }
}

/// Every row again, with `enforce = "report"`: the answer is that of the policy without `enforce`.
async fn a_report_refuses_nothing(app: &impl Driver) {
    for (line, origin, metadata, cookie, ..) in ROWS {
        let line = line.replace("/anonymous", "/reported").replace("/user", "/user-reported");
        if line.ends_with("/closed") {
            continue;
        }
        let request = sent(&line, *origin, *metadata, *cookie);
        let answer = request.send(app).await;
        let expected = if *origin == Some(APP) { Some(APP) } else { None };
        assert_eq!((answer.status, answer.allowed_origin()), (200, expected), "{request} {answer:?}");
        assert_eq!(answer.header("vary"), Some("Origin"), "{request}");
    }
    // A policy that starts from a reported one can refuse again.
    let again = sent("POST /again", Some(EVIL), CROSS_SITE, false);
    assert_refused(&again, &again.send(app).await, "origin_not_allowed");
}

/// Preflights carry no credentials and are answered as without `enforce`.
async fn preflights_are_answered(app: &impl Driver) {
    for path in ["/anonymous", "/user", "/reported"] {
        let allowed = preflight(&format!("PUT {path}"), APP).header("sec-fetch-site", "cross-site");
        assert_eq!(allowed.send(app).await.outcome(), format!("204 {APP}"));
        let denied = preflight(&format!("PUT {path}"), EVIL).header("sec-fetch-site", "cross-site");
        assert_eq!(denied.send(app).await.outcome(), "403 none");
    }
}

cors_tests::on_every_framework! {
    super::app:
    every_row
    a_report_refuses_nothing
    preflights_are_answered
}

mod app {
    pub(super) use super::super::{on_actix::enforced as actix, on_axum::enforced as axum};
}
