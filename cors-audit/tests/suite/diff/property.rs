//! For random inventories and requests: what the model browser sees is what the comparison says.

use cors_audit::InventoryDiff;
use cors_browser::{Declared, DeclaredOptions, Explanation, Outcome, PageRequest};
use cors_core::{Inventory, InventoryPolicy, InventoryRow};
use proptest::{prelude::*, sample::subsequence};

use super::{policy, row, strings};

const ORIGINS: [&str; 7] = [
    "https://app.example.com",
    "https://a.partner.example",
    "https://*.partner.example",
    "https://*.b.partner.example",
    "https://app.example.com:*",
    "http://localhost:*",
    "http://localhost:5173",
];
/// The server's own origin, on every port.
const OWN: &str = "https://api.example.com";
const METHODS: [Option<&str>; 5] = [Some("GET"), Some("HEAD"), Some("POST"), Some("PUT"), None];

/// `CORS_AUDIT_CASES` lets it run for longer.
fn cases() -> u32 {
    std::env::var("CORS_AUDIT_CASES").map_or(64, |cases| cases.parse().expect("`CORS_AUDIT_CASES` is a number"))
}

fn is_valid(policy: &InventoryPolicy) -> bool {
    let inventory = Inventory::from_iter([row(None, Some(policy.clone()))]);
    Declared::new(&inventory, DeclaredOptions::default()).is_ok()
}

fn any_policy() -> impl Strategy<Value = InventoryPolicy> {
    let origins = prop_oneof![
        1 => Just(vec!["*"]),
        6 => subsequence(ORIGINS.to_vec(), 0..=3),
    ];
    let names = || subsequence(vec!["x-one", "authorization", "*"], 0..=2);
    let hosts = prop_oneof![
        2 => Just(Vec::new()),
        1 => subsequence(vec!["api.example.com", "api.example.com:*", "other.example"], 1..=2),
    ];
    let methods = proptest::option::weighted(0.2, subsequence(vec!["GET", "PUT"], 1..=2));
    (origins, names(), names(), hosts, methods, any::<[bool; 2]>())
        .prop_map(|(origins, allowed, exposed, hosts, methods, [credentials, enforce])| {
            let mut policy = policy(&origins);
            let is_listed = !origins.is_empty();
            policy.allow_headers = if is_listed { strings(&allowed) } else { Vec::new() };
            policy.expose_headers = if is_listed { strings(&exposed) } else { Vec::new() };
            policy.hosts = strings(&hosts);
            policy.methods = methods.filter(|_| is_listed).map(|methods| strings(&methods));
            policy.credentials = is_listed && credentials;
            policy.enforce = enforce;
            policy
        })
        .prop_filter("a valid policy", is_valid)
}

/// Rows for some methods, with some of three policies or without one.
fn rows(policies: &[InventoryPolicy], chosen: &[u8]) -> Inventory {
    let rows = METHODS.iter().zip(chosen).filter_map(|(method, chosen)| {
        let mut row: InventoryRow = match chosen {
            0 | 1 => return None,
            2 => row(*method, None),
            // Only a row for any method has `methods`.
            chosen => row(*method, policies.get(usize::from(*chosen % 3)).cloned()),
        };
        if let (Some(_), Some(policy)) = (method, &mut row.policy) {
            policy.methods = None;
        }
        if *chosen == 6 {
            row.router_hosts = vec![strings(&["api.example.com:8443", "api.example.com"])];
        }
        Some(row)
    });
    Inventory::from_iter(rows)
}

fn requests() -> Vec<PageRequest> {
    let mut requests = Vec::new();
    for origin in [
        "https://app.example.com",
        "https://app.example.com:8443",
        "https://a.partner.example",
        "https://c.b.partner.example",
        "http://localhost:5173",
        "https://api.example.com",
        "null",
    ] {
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE"] {
            for to in ["https://api.example.com/users", "https://api.example.com:8443/users"] {
                let plain = PageRequest::new(origin, method).to(to);
                requests.push(plain.clone().with_credentials());
                requests.push(plain.clone().header("x-one", "1"));
                requests.push(plain.clone().header("authorization", "token"));
                requests.push(plain);
            }
        }
    }
    requests
}

/// The names of headers that the script can read, of a response by a handler.
fn readable(explanation: Option<&Explanation>) -> Option<[bool; 2]> {
    let explanation = explanation?;
    // A page of the server itself needs no permission.
    let is_foreign = explanation.actual()?.request.get("origin").is_some_and(|origin| !origin.starts_with(OWN));
    match explanation.outcome() {
        Outcome::Readable(exposed) if is_foreign && explanation.response()?.status == 200 => {
            Some(["x-one", "x-two"].map(|name| exposed.covers(name)))
        }
        _ => None,
    }
}

fn status(explanation: Option<&Explanation>) -> Option<u16> {
    Some(explanation?.actual()?.response.status)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_model_browser_agrees(
        policies in proptest::collection::vec(any_policy(), 3),
        old in proptest::collection::vec(0u8..7, METHODS.len()),
        new in proptest::collection::vec(0u8..7, METHODS.len()),
        kept in 0usize..=METHODS.len(),
    ) {
        // Half of the rows stay as they are, on average.
        let new: Vec<u8> = old[..kept].iter().chain(&new[kept..]).copied().collect();
        let (old, new) = (rows(&policies, &old), rows(&policies, &new));
        let diff = InventoryDiff::between(&old, &new);
        let [before, after] = [&old, &new].map(|inventory| Declared::new(inventory, DeclaredOptions::default()).unwrap());
        for request in requests() {
            let [before, after] = [&before, &after].map(|declared| declared.paths().first().map(|path| path.explain(&request)));
            let [(read_before, status_before), (read_after, status_after)] =
                [&before, &after].map(|explanation| (readable(explanation.as_ref()), status(explanation.as_ref())));
            let shows_more = |one: Option<[bool; 2]>, other: Option<[bool; 2]>| match (one, other) {
                (Some(_), None) => true,
                (Some(one), Some(other)) => one.iter().zip(other).any(|(one, other)| *one && !other),
                (None, _) => false,
            };
            if shows_more(read_after, read_before) || (status_before, status_after) == (Some(403), Some(200)) {
                prop_assert!(diff.is_widened(), "{request:?}\n{old}\n{new}\n{diff}");
            }
            if shows_more(read_before, read_after) || (status_before, status_after) == (Some(200), Some(403)) {
                prop_assert!(diff.is_narrowed(), "{request:?}\n{old}\n{new}\n{diff}");
            }
            if diff.is_empty() {
                // The reasons in words may differ: a method outside `methods`, and a policy for the own origin only.
                let seen = [&before, &after].map(|explanation| {
                    explanation.as_ref().map(|seen| (seen.outcome().clone(), seen.response().map(|response| response.status)))
                });
                prop_assert_eq!(&seen[0], &seen[1]);
            }
        }
    }
}
