//! The table of `enforce` and `hosts`: origin, Fetch Metadata, cookie, method and host, to every kind of policy, on both frameworks.

use std::collections::BTreeSet;

use cors_tests::{driver::Driver, mutant::HANDLER};
use http::{Request, Response, Version};

use crate::{
    ask::REBOUND,
    on_actix, on_axum,
    properties::Framework,
    received::Received,
    refusal::{Verdict, vary},
    world::{Added, Answer, Enforce, HOST, Origins, Place, World, Written, path},
};

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.test";
const OWN: &str = "https://api.example.com";
const METHODS: [&str; 4] = ["GET", "HEAD", "POST", "PUT"];

/// `Sec-Fetch-Site`, `Sec-Fetch-Mode` and `Sec-Fetch-Dest`, in the order in which requests name them.
type Metadata = &'static [(&'static str, &'static str)];

const SITE: &str = "sec-fetch-site";
const MODE: &str = "sec-fetch-mode";
const DESTINATION: &str = "sec-fetch-dest";

/// Of the server's own pages, and of addresses that were typed.
const TRUSTED: [Metadata; 3] = [
    &[(SITE, "same-origin"), (MODE, "cors"), (DESTINATION, "empty")],
    &[(SITE, "same-origin"), (MODE, "navigate"), (DESTINATION, "document")],
    &[(SITE, "none"), (MODE, "navigate"), (DESTINATION, "document")],
];

/// Of other pages, and of browsers that send none.
const OTHERS: [Metadata; 9] = [
    &[],
    &[(SITE, "cross-site"), (MODE, "cors"), (DESTINATION, "empty")],
    &[(SITE, "same-site"), (MODE, "cors"), (DESTINATION, "empty")],
    &[(SITE, "cross-site"), (MODE, "navigate"), (DESTINATION, "document")],
    &[(SITE, "same-site"), (MODE, "navigate"), (DESTINATION, "document")],
    &[(SITE, "cross-site"), (MODE, "navigate"), (DESTINATION, "iframe")],
    &[(SITE, "cross-site"), (MODE, "no-cors"), (DESTINATION, "image")],
    &[(SITE, "same-site"), (MODE, "no-cors"), (DESTINATION, "image")],
    // Without the rest.
    &[(SITE, "cross-site")],
];

/// Schemes as proxies name them: Traefik hands on that of an upgrade.
const PROXIES: [(&str, &str); 6] = [
    ("x-forwarded-proto", "https"),
    ("x-forwarded-proto", "wss"),
    ("x-forwarded-proto", "http"),
    ("x-forwarded-proto", "ws"),
    ("forwarded", "proto=https"),
    ("forwarded", "for=10.0.0.1;proto=wss"),
];

type Headers<'a> = Vec<(&'a str, &'a str)>;

/// Every request that the table distinguishes, of pages of `own` and of `other`.
pub(crate) fn requests<'a>(host: &'a str, own: &'a str, other: &'a str) -> Vec<Headers<'a>> {
    let mut requests: Vec<Headers<'a>> = Vec::new();
    let mut add = |origin: Option<&'a str>, rest: &[(&'a str, &'a str)]| {
        let origin = origin.map(|origin| ("origin", origin));
        let headers: Headers<'a> = [("host", host)].into_iter().chain(origin).chain(rest.iter().copied()).collect();
        let signed_in = headers.iter().copied().chain([("cookie", "session=1")]).collect();
        requests.extend([headers, signed_in]);
    };
    for metadata in TRUSTED {
        for origin in [None, Some("null"), Some(own)] {
            add(origin, metadata);
        }
    }
    for metadata in OTHERS {
        for origin in [None, Some("null"), Some(other)] {
            add(origin, metadata);
        }
    }
    add(Some(own), &[]);
    for proxy in PROXIES {
        add(Some(own), &[proxy]);
    }
    requests
}

/// Every kind of policy with `enforce` or `hosts`.
fn policies() -> Vec<Written> {
    let mut policies = Vec::new();
    for origins in [Origins::SameOrigin, Origins::Any, Origins::Listed(vec![APP])] {
        for credentials in [false, true] {
            for enforce in [Enforce::No, Enforce::Report, Enforce::Refuse] {
                for hosts in [vec![], vec![HOST, "localhost:*"]] {
                    let origins = origins.clone();
                    policies.push(Written { origins, credentials, enforce, hosts, ..Written::default() });
                }
            }
        }
    }
    policies.retain(|policy| policy.policy().is_some());
    policies.retain(|policy| policy.enforce != Enforce::No || !policy.hosts.is_empty());
    policies
}

/// Each policy has a path, with a handler for each method, so that both frameworks route alike.
fn world(hosts: Vec<&'static str>) -> World {
    let policies = policies();
    let place = |policy| Place {
        on: METHODS.map(|method| (method, Some(policy))).to_vec(),
        any: None,
        added: Added::Beside,
        answer: Answer { status: 200, vary: None, careless: policy % 2 == 0 },
        is_foreign: false,
        hosts: Vec::new(),
    };
    let places = (0..policies.len()).map(place).collect();
    World { policies, places, fallback: None, hosts, framework: Framework::Axum }
}

/// The headers that a verdict is about.
fn seen(answer: &Response<Vec<u8>>) -> (u16, Vec<String>, BTreeSet<String>) {
    let names = ["access-control-allow-origin", "access-control-allow-credentials", "cache-control", HANDLER];
    let lines = names.map(|name| format!("{name}: {:?}", answer.headers().get_all(name).iter().collect::<Vec<_>>()));
    (answer.status().as_u16(), lines.to_vec(), vary(answer).into_iter().collect())
}

async fn judged(world: &World, methods: &[&str]) -> usize {
    let (axum, actix) = (on_axum::serve(world), on_actix::serve(world).await);
    let mut grid = Vec::new();
    for (host, own) in [(HOST, OWN), (REBOUND, "https://rebound.test")] {
        grid.extend(requests(host, own, APP));
    }
    grid.extend(requests(HOST, OWN, EVIL));
    // No browser leaves out `Host`.
    grid.extend([vec![], vec![("origin", OWN)], vec![("origin", APP)], vec![(SITE, "same-origin")]]);
    let (mut passed, mut refused, mut wrong) = (0, 0, Vec::new());
    for place in 0..world.places.len() {
        for headers in &grid {
            for method in methods {
                let request = Received::new(method, &path(place), headers);
                let (on_axum, on_actix) = (request.send(&axum).await, request.send(&actix).await);
                for answer in [&on_axum, &on_actix] {
                    wrong.extend(world.check_verdict(place, &request, answer).err());
                }
                if seen(&on_axum) != seen(&on_actix) {
                    wrong.push(format!("{request:?}\naxum: {on_axum:?}\nactix-web: {on_actix:?}"));
                }
                match world.verdict(place, &request) {
                    Verdict::Passes => passed += 1,
                    Verdict::Refused => refused += 1,
                    Verdict::Either => wrong.push(format!("{request:?} has no certain verdict")),
                }
            }
        }
    }
    let first = wrong.first().map_or("", String::as_str);
    assert!(wrong.is_empty(), "{} of {}, the first: {first}", wrong.len(), passed + refused);
    assert!(passed > 1_000 && refused > 1_000, "{passed} pass, {refused} are refused");
    passed + refused
}

#[tokio::test]
async fn every_request_of_the_table_on_both_frameworks() {
    let asked = judged(&world(Vec::new()), &METHODS[..3]).await + judged(&world(vec![HOST]), &["POST"]).await;
    assert!(asked > 10_000, "{asked}");
}

/// What browsers and proxies send for the pages of the server itself. Refusing one of these is the worst mistake: the application stops
/// working for its own users. The meaning of policies is not asked, so that a mistake in it would be noticed.
fn of_own_pages(path: &str) -> Vec<Request<&'static str>> {
    let request = |method: &str, target: &str, headers: &[(&str, &str)]| {
        let request = Request::builder().method(method).uri(target).header("cookie", "session=1");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body("").expect("a request")
    };
    let host = ("host", HOST);
    let own = ("origin", OWN);
    let mut requests = Vec::new();
    for metadata in TRUSTED {
        // `GET` without `Origin`; `POST` of a script; of a form, and of one under `Referrer-Policy: no-referrer`.
        let with = |first: &[(&'static str, &'static str)]| [&[host], first, metadata].concat();
        requests.push(request("GET", path, &with(&[])));
        requests.push(request("POST", path, &with(&[own])));
        requests.push(request("POST", path, &with(&[("origin", "null")])));
        requests.push(request("PUT", path, &with(&[own])));
        // A proxy that hides the host.
        requests.push(request("POST", path, &[&[("host", "localhost:3000"), own], metadata].concat()));
    }
    // Handshakes of WebSockets, and old browsers: without Fetch Metadata.
    requests.push(request("GET", path, &[host]));
    requests.push(request("GET", path, &[host, own]));
    requests.push(request("POST", path, &[host, own]));
    requests.push(request("POST", path, &[("host", "api.example.com:443"), own]));
    for proxy in PROXIES {
        let origin = if proxy.1 == "http" || proxy.1 == "ws" { "http://api.example.com" } else { OWN };
        requests.push(request("GET", path, &[host, ("origin", origin), ("upgrade", "websocket"), proxy]));
        requests.push(request("POST", path, &[host, ("origin", origin), proxy]));
    }
    requests.push(request("POST", path, &[host, own, ("x-forwarded-proto", "https, http")]));
    requests.push(request(
        "POST",
        path,
        &[host, own, ("forwarded", "for=192.0.2.7;Proto=\"https\", for=10.0.0.1;proto=http")],
    ));
    // The authority of an absolute target counts, and not `Host` (RFC 9112, section 3.2.2).
    let absolute = format!("{OWN}{path}");
    requests.push(request("POST", &absolute, &[host, own]));
    requests.push(request("POST", &absolute, &[("host", "localhost:3000"), own]));
    // HTTP/2 has `:authority` and `:scheme` instead of `Host`.
    for method in ["GET", "POST"] {
        let mut of_http_2 = request(method, &absolute, &[own]);
        *of_http_2.version_mut() = Version::HTTP_2;
        requests.push(of_http_2);
    }
    requests
}

#[tokio::test]
async fn the_servers_own_pages_are_never_refused() {
    let world = world(Vec::new());
    let (axum, actix) = (on_axum::serve(&world), on_actix::serve(&world).await);
    let restricted = World { hosts: vec![HOST, "localhost:*"], ..world.clone() };
    let (restricted_axum, restricted_actix) = (on_axum::serve(&restricted), on_actix::serve(&restricted).await);
    let mut refused = Vec::new();
    for place in 0..world.places.len() {
        for request in of_own_pages(&path(place)) {
            for answer in [
                axum.send(request.clone()).await,
                actix.send(request.clone()).await,
                restricted_axum.send(request.clone()).await,
                restricted_actix.send(request.clone()).await,
            ] {
                if answer.status() != 200 {
                    refused.push(format!("{:?}: {request:?}\n{answer:?}", world.policies[place]));
                }
            }
        }
    }
    assert!(refused.is_empty(), "{} are refused, the first: {}", refused.len(), refused[0]);
}
