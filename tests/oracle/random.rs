//! Random applications, and random requests to them.

use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};

use crate::{
    ask::{Ask, Mode, REBOUND, origin_of},
    near::{OTHERS, member, near},
    properties::Framework,
    world::{Added, Answer, Enforce, HOST, Origins, Place, World, Written},
};

/// Many are nearly each other.
const LISTED: [&str; 16] = [
    "https://app.example.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://app.example.com.",
    "https://example.com",
    "https://myapp.example.com",
    "https://admin.example.com",
    "https://xn--mnchen-3ya.example.com",
    "https://*.partner.example",
    "https://partner.example",
    "https://*.dev.partner.test:*",
    "http://*.partner.example:8443",
    "https://preview.test:*",
    "tauri://localhost",
    "https://192.0.2.7",
    "http://[2001:db8::1]:8080",
];
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
const HEADERS: [(&str, &str); 7] = [
    ("authorization", "Bearer x"),
    ("content-type", "application/json"),
    ("content-type", "text/plain"),
    ("x-a", "1"),
    ("X-A", "2"),
    ("x-b", "1"),
    ("accept", "*/*"),
];

#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) world: World,
    pub(crate) asks: Vec<Ask>,
}

/// Mostly none, mostly with the host that pages ask, and rarely without it.
fn hosts(weight: f64) -> impl Strategy<Value = Vec<&'static str>> {
    let rare = vec!["internal.example"];
    let lists = vec![vec![HOST], vec![HOST], vec![HOST, "localhost:*"], vec![HOST, REBOUND], rare];
    (prop::bool::weighted(weight), select(lists)).prop_map(|(has, hosts)| if has { hosts } else { Vec::new() })
}

fn enforce() -> impl Strategy<Value = Enforce> {
    prop_oneof![7 => Just(Enforce::No), 1 => Just(Enforce::Report), 2 => Just(Enforce::Refuse)]
}

fn written() -> impl Strategy<Value = Written> {
    let origins = prop_oneof![
        1 => Just(Origins::SameOrigin),
        2 => Just(Origins::Any),
        9 => subsequence(LISTED.to_vec(), 1..=6).prop_map(Origins::Listed),
    ];
    let allow_headers = subsequence(vec!["*", "authorization", "content-type", "x-a", "x-b"], 0..=4);
    let expose_headers = prop_oneof![4 => subsequence(vec!["x-handler", "x-total-count"], 0..=2), 1 => Just(vec!["*"])];
    let max_age = option::of(select(&[0, 5, 600][..]));
    (origins, any::<bool>(), allow_headers, expose_headers, max_age, enforce(), hosts(0.1)).prop_filter_map(
        "the rules",
        |(origins, credentials, allow_headers, expose_headers, max_age, enforce, hosts)| {
            let written =
                Written { origins, credentials, allow_headers, expose_headers, max_age, methods: None, enforce, hosts };
            written.policy().is_some().then_some(written)
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    let vary = select(&[None, None, None, Some("accept-encoding"), Some("Accept, ORIGIN"), Some("*")][..]);
    (select(&[200, 200, 200, 401, 500][..]), vary, any::<bool>()).prop_map(|(status, vary, careless)| Answer {
        status,
        vary,
        careless,
    })
}

/// The last policy is that of handlers for any method, and may be narrowed. Some handlers have no policy.
fn place(policies: usize) -> impl Strategy<Value = Place> {
    let plain = || prop::bool::weighted(0.15);
    let on = subsequence(METHODS.to_vec(), 0..=6).prop_flat_map(move |methods| {
        let count = methods.len();
        vec((0..policies, plain()), count).prop_map(move |policies| {
            let carried = policies.into_iter().map(|(policy, plain)| (!plain).then_some(policy));
            methods.iter().copied().zip(carried).collect::<Vec<_>>()
        })
    });
    let added = select(&[Added::Beside, Added::Beside, Added::Merged, Added::Apart][..]);
    (on, prop::bool::weighted(0.4), plain(), added, answer(), hosts(0.1), any::<bool>()).prop_map(
        move |(on, any, plain, added, answer, hosts, is_foreign)| {
            let any = (any || on.is_empty()).then_some((!plain).then_some(policies));
            Place { on, any, added, answer, is_foreign, hosts }
        },
    )
}

fn world() -> impl Strategy<Value = World> {
    let narrowed = option::of(subsequence(METHODS[..6].to_vec(), 1..=3));
    let policies = (vec(written(), 1..4), written(), narrowed).prop_map(|(mut policies, any, methods)| {
        let narrowed = Written { methods, ..any.clone() };
        policies.push(if narrowed.policy().is_some() { narrowed } else { any });
        policies
    });
    policies.prop_flat_map(|policies| {
        let places = vec(place(policies.len() - 1), 1..3);
        let fallback = option::weighted(0.3, option::of(0..policies.len()));
        (Just(policies), places, fallback, hosts(0.1)).prop_map(|(policies, places, fallback, hosts)| World {
            policies,
            places,
            fallback,
            hosts,
            framework: Framework::Axum,
        })
    })
}

/// Origins that are on a list, or nearly.
fn origin(world: &World) -> impl Strategy<Value = String> + use<> {
    let listed = if world.listed().is_empty() { LISTED.to_vec() } else { world.listed() };
    let one = || select(listed.clone());
    prop_oneof![
        9 => one().prop_map(member),
        6 => one().prop_flat_map(|listed| select(near(listed))),
        1 => select(&OTHERS[..]).prop_map(str::to_owned),
        1 => Just(origin_of(HOST)),
        1 => Just(origin_of(REBOUND)),
        // Of the same site.
        1 => Just(origin_of("www.example.com")),
    ]
}

/// What one page asks of one path, in turn.
fn visit(world: &World) -> impl Strategy<Value = Vec<Ask>> + use<> {
    // One path more than there are.
    let place = prop_oneof![9 => 0..world.places.len(), 1 => Just(world.places.len())];
    let host = prop_oneof![19 => Just(HOST), 1 => Just(REBOUND)];
    (place, origin(world), host, vec(request(), 1..6)).prop_map(|(place, origin, host, requests)| {
        requests.into_iter().map(|request| Ask { place, origin: origin.clone(), host, ..request }).collect()
    })
}

/// A request of a page that is not known yet.
fn request() -> impl Strategy<Value = Ask> {
    let method = prop_oneof![
        3 => Just("GET"),
        4 => select(&METHODS[..]),
        1 => select(&["put", "patch", "delete", "PROPFIND", "*"][..]),
    ];
    let headers = prop_oneof![2 => Just(Vec::new()), 1 => subsequence(HEADERS.to_vec(), 1..=2)];
    let others = [Mode::Image, Mode::Frame, Mode::Link, Mode::Typed, Mode::Form, Mode::FormWithoutReferrer];
    let mode = prop_oneof![8 => Just(Mode::Cors), 1 => select(others.to_vec())];
    let credentials = prop::bool::weighted(0.3);
    let proxies = [("x-forwarded-proto", "https"), ("x-forwarded-proto", "wss"), ("forwarded", "proto=https")];
    let proxy = prop::option::weighted(0.2, select(proxies.to_vec()));
    let metadata = prop::bool::weighted(0.7);
    (method, headers, credentials, prop::bool::weighted(0.2), mode, metadata, proxy).prop_map(
        |(method, headers, credentials, listens, mode, metadata, proxy)| {
            let ask = Ask { headers, credentials, listens, metadata, proxy, ..Ask::new(0, method, "") };
            ask.by(mode)
        },
    )
}

pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    world().prop_flat_map(|world| {
        let visits = vec(visit(&world), 1..20);
        (Just(world), visits).prop_map(|(world, visits)| Scenario { world, asks: visits.concat() })
    })
}
