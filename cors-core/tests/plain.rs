//! The short cuts: they decide as the long way does.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod support;

use cors_core::{Decision, Decoration, PathPolicies, Plain, Policy, Reason, RequestHead, Responses};
use support::{Head, path, policy};

const APP: &str = "https://app.example.com";

/// A request about which nobody wants to know why it was not let in.
struct Unread<'h>(&'h Head);

impl RequestHead for Unread<'_> {
    fn method(&self) -> &str {
        self.0.method()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.0.origin()
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.0.access_control_request_method()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.0.access_control_request_headers()
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.0.header(name)
    }

    fn wants_reason(&self) -> bool {
        false
    }
}

fn leak(policy: Policy) -> &'static Policy {
    Box::leak(Box::new(policy))
}

/// Paths of every shape, and whether every request to them is plain: by lists.
fn paths() -> Vec<(PathPolicies, bool)> {
    let app = policy(&[APP, "http://localhost.example"], &["content-type"]);
    let partners = policy(&["https://*.partner.example", APP], &[]);
    let ports = policy(&["https://app.example.com:*"], &[]);
    let public = leak(Policy::NOBODY.named("Public").with_any_origin());
    let nobody = leak(Policy::NOBODY.named("Nobody"));
    let mut shared = path(&[("GET", app)]);
    shared.share();
    vec![
        (path(&[("GET", app), ("POST", app)]), true),
        (path(&[("GET", app), ("POST", partners)]), false),
        (path(&[("GET", partners)]), true),
        (path(&[("GET", ports)]), true),
        (path(&[("GET", ports), ("HEAD", app)]), false),
        (path(&[("GET", public), ("POST", app)]), false),
        (path(&[("GET", nobody), ("POST", app), ("PUT", public)]), false),
        (path(&[("GET", leak(app.enforced())), ("POST", app)]), false),
        (shared, false),
    ]
}

fn heads() -> Vec<Head> {
    let origins = [
        APP,
        "https://app.example.com:8443",
        "https://a.partner.example",
        "https://A.partner.example",
        "https://a..partner.example",
        "https://a b.partner.example",
        "https://.partner.example",
        "https://partner.example",
        "https://*.partner.example",
        "https://a.partner.example:443",
        "https://app.example.com:*",
        "https://app.example.com:0443",
        "https://\u{e9}.partner.example",
        "https://evil.test",
        "null",
        "",
        "https://\u{e9}",
    ];
    let mut heads = vec![];
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH"] {
        heads.push(Head { method, ..Head::default() });
        for origin in origins {
            heads.push(Head::actual(method, origin));
            heads.push(Head::preflight(method, origin));
            heads.push(Head::preflight(method, origin).with_headers("content-type"));
            heads.push(Head::preflight(method, origin).with_headers("x y"));
            let mut twice = Head::actual(method, origin);
            twice.origin.push(b"https://app.example.com".to_vec());
            heads.push(twice);
        }
    }
    heads
}

/// A decision without its reason, if that makes no other difference.
fn without_reason(decision: Decision<'_>) -> String {
    match decision {
        Decision::Answer(mut answer) => {
            answer.reason = Reason::Allowed;
            format!("{answer:?}")
        }
        Decision::Forward(decoration) => format!("{:?}", Decoration { reason: Reason::Allowed, ..decoration }),
        Decision::Refuse(refusal) => format!("{refusal:?}"),
    }
}

#[test]
fn a_reason_that_nobody_reads_makes_no_other_difference() {
    for (path, _) in paths() {
        for head in heads() {
            let (read, unread) = (path.decide(&head), Unread(&head));
            assert_eq!(without_reason(read), without_reason(path.decide(&unread)), "{head:?}\n{path:?}");
        }
    }
}

#[test]
fn what_is_plain_is_decided_as_everything_is() {
    let mut seen = [0; 3];
    for (path, always) in paths() {
        for head in heads().into_iter().filter(|head| head.access_control_request_method().next().is_none()) {
            let Decision::Forward(decided) = path.decide(&head) else { continue };
            // Of several lines an adapter asks nothing.
            if head.origin.len() > 1 {
                continue;
            }
            let plain = path.decide_plain(head.method(), head.origin.first().map(Vec::as_slice));
            assert!(!always || plain.is_some(), "{head:?}\n{path:?}");
            let grant = decided.grant.as_ref();
            match plain {
                None => seen[0] += 1,
                Some(Plain::Listed(group)) => {
                    seen[1] += 1;
                    assert_eq!(grant.map(|grant| grant.group), Some(group), "{head:?}\n{path:?}");
                }
                Some(Plain::Other) => {
                    seen[2] += 1;
                    assert_eq!(grant, None, "{head:?}\n{path:?}");
                }
            }
            if plain.is_some() {
                assert_eq!((decided.responses, decided.vary_by_origin), (Responses::All, true), "{head:?}\n{path:?}");
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn a_plain_preflight_is_answered_as_every_one_is() {
    let mut seen = [0; 3];
    for (path, always) in paths() {
        for head in heads().into_iter().filter(|head| head.access_control_request_method().next().is_some()) {
            let Decision::Answer(answer) = path.decide(&head) else { panic!("{head:?}") };
            let Some(plain) = head.origin.first().and_then(|origin| path.decide_plain_preflight(origin, &head)) else {
                let is_stranger = answer.grant.is_none() && answer.reason == Reason::OriginNotAllowed;
                assert!(!(always && is_stranger), "{head:?}\n{path:?}");
                continue;
            };
            match plain {
                Ok(_) => seen[0] += 1,
                // Stands for others.
                Err(Reason::OriginNotAllowed) => {
                    seen[1] += 1;
                    assert_ne!(answer.reason, Reason::Allowed);
                }
                Err(_) => seen[2] += 1,
            }
            if plain != Err(Reason::OriginNotAllowed) {
                assert_eq!(answer.reason, plain.err().unwrap_or(Reason::Allowed), "{head:?}\n{path:?}");
            }
            assert_eq!(answer.grant.map(|grant| grant.group), plain.ok().map(Some), "{head:?}\n{path:?}");
            assert!(answer.vary_by_origin);
        }
    }
    assert!(seen.iter().all(|count| *count > 10), "{seen:?}");
}
