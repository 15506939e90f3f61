//! Policies that are read back from an inventory decide as the policies of the program do.

use cors_browser::{Declared, DeclaredOptions, Explain, PageRequest};
use cors_core::{
    Acknowledgement, Enforcement, Inventory, InventoryRow, MaxAgeSpec, Mounted, PathPolicies, Policy, PolicySpec,
    RowKind,
};

const APP: &str = "https://app.example.com";

fn list(list: &[&str]) -> Option<Vec<String>> {
    (!list.is_empty()).then(|| list.iter().map(ToString::to_string).collect())
}

fn policy(spec: &PolicySpec) -> &'static Policy {
    spec.validate().expect("a valid policy").leak("Test")
}

fn accepted(rule: &str) -> Vec<Acknowledgement> {
    vec![Acknowledgement { rule: rule.to_owned(), reason: "a test".to_owned() }]
}

/// Policies of every kind.
fn policies() -> Vec<&'static Policy> {
    let plain = PolicySpec { origins: list(&[APP]), ..PolicySpec::default() };
    [
        plain.clone(),
        PolicySpec { origins: list(&["*"]), allow_headers: list(&["*", "authorization"]), ..PolicySpec::default() },
        PolicySpec { origins: list(&["*"]), expose_headers: list(&["*"]), ..PolicySpec::default() },
        PolicySpec { same_origin: true, ..PolicySpec::default() },
        PolicySpec {
            same_origin: true,
            enforce: Some(Enforcement::Refuse),
            hosts: list(&["api.example.com"]),
            ..PolicySpec::default()
        },
        PolicySpec { credentials: true, max_age: Some(MaxAgeSpec::Seconds(60)), ..plain.clone() },
        PolicySpec {
            credentials: true,
            enforce: Some(Enforcement::Refuse),
            allow_headers: list(&["x-one"]),
            ..plain.clone()
        },
        PolicySpec { enforce: Some(Enforcement::Report), expose_headers: list(&["x-two"]), ..plain.clone() },
        PolicySpec { hosts: list(&["localhost:*"]), ..plain },
        PolicySpec {
            origins: list(&["http://intranet.example", "https://*.partner.example"]),
            credentials: true,
            acknowledgements: accepted("insecure_origin"),
            ..PolicySpec::default()
        },
    ]
    .iter()
    .map(policy)
    .collect()
}

fn requests() -> Vec<PageRequest> {
    let mut requests = Vec::new();
    for origin in [APP, "https://a.partner.example", "http://intranet.example", "https://evil.test", "null"] {
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "QUERY"] {
            for to in ["https://api.example.com/users", "https://elsewhere.example/users"] {
                let plain = PageRequest::new(origin, method).to(to);
                requests.push(plain.clone().with_credentials());
                requests.push(plain.clone().header("x-one", "1").header("content-type", "application/json"));
                requests.push(plain);
            }
        }
    }
    requests
}

#[test]
fn a_path_read_back_decides_as_the_program() {
    let policies = policies();
    let mut compared = 0;
    for (get, post) in policies.iter().flat_map(|get| policies.iter().map(move |post| (*get, *post))) {
        let mut path = PathPolicies::new();
        path.mount(Mounted::Methods(&["GET"]), get);
        path.mount(Mounted::Methods(&["POST"]), post);
        path.mount_without_policy(Mounted::Methods(&["DELETE"]));
        let row = |method, policy| InventoryRow::new("/users", RowKind::Route, Some(method), policy);
        let rows = [row("GET", Some(get)), row("POST", Some(post)), row("DELETE", None)];
        let declared = Declared::new(&Inventory::from_iter(rows), DeclaredOptions::default()).unwrap();
        let declared = declared.path(RowKind::Route, "/users").unwrap();
        for request in requests() {
            assert_eq!(declared.explain(&request).to_string(), path.explain(&request).to_string());
            compared += 1;
        }
    }
    assert_eq!(compared, 10 * 10 * 5 * 6 * 2 * 3);
}

#[test]
fn a_handler_for_any_method_keeps_its_methods() {
    let spec = PolicySpec { origins: list(&[APP]), methods: list(&["GET", "PUT"]), ..PolicySpec::default() };
    let narrowed = policy(&spec);
    let mut path = PathPolicies::new();
    path.mount(Mounted::Any, narrowed);
    let rows = [InventoryRow::new("/files", RowKind::Nested, None, Some(narrowed))];
    let declared = Declared::new(&Inventory::from_iter(rows), DeclaredOptions::default()).unwrap();
    for request in requests() {
        let read_back = declared.path(RowKind::Nested, "/files").unwrap().explain(&request);
        assert_eq!(read_back.to_string(), path.explain(&request).to_string());
    }
}

#[test]
fn dev_origins_are_allowed_on_request_only() {
    let dev = "http://localhost:5173";
    let spec =
        PolicySpec { origins: list(&[APP]), dev_origins: list(&[dev]), credentials: true, ..PolicySpec::default() };
    // The tests are a debug build, so that the row has the origin.
    let rows = [InventoryRow::new("/users", RowKind::Route, Some("GET"), Some(policy(&spec)))];
    let inventory = Inventory::from_iter(rows);
    let is_readable = |options, origin: &str| {
        let declared = Declared::new(&inventory, options).unwrap();
        declared.paths()[0].explain(&PageRequest::new(origin, "GET").with_credentials()).is_readable()
    };
    assert!(!is_readable(DeclaredOptions::default(), dev));
    assert!(is_readable(DeclaredOptions::default().with_dev_origins(), dev));
    assert!(is_readable(DeclaredOptions::default().with_dev_origins(), APP));
}

#[test]
fn a_source_allows_the_origins_that_are_known() {
    let json = |origins| {
        let mut row = InventoryRow::new("/users", RowKind::Route, Some("GET"), Some(&Policy::SAME_ORIGIN));
        row.policy.as_mut().unwrap().origins = origins;
        Inventory::from_iter([row])
    };
    let inventory = json(cors_core::InventoryOrigins::Source("TENANTS".to_owned()));
    let get = PageRequest::new(APP, "GET");
    let unknown = Declared::new(&inventory, DeclaredOptions::default()).unwrap();
    assert!(!unknown.paths()[0].explain(&get).is_readable());
    let known = Declared::new(&inventory, DeclaredOptions::default().with_known_origins([APP])).unwrap();
    assert!(known.paths()[0].explain(&get).is_readable());
    assert!(!known.paths()[0].explain(&PageRequest::new("https://evil.test", "GET")).is_readable());
}

#[test]
fn the_hosts_of_routers_are_asked_too() {
    let rows = |hosts: &[&str]| {
        let mut row = InventoryRow::new("/users", RowKind::Route, Some("GET"), Some(policies()[0]));
        row.router_hosts = vec![hosts.iter().map(ToString::to_string).collect()];
        Inventory::from_iter([row])
    };
    let get = PageRequest::new(APP, "GET").to("https://api.example.com/users");
    let is_readable = |hosts: &[&str]| {
        Declared::new(&rows(hosts), DeclaredOptions::default()).unwrap().paths()[0].explain(&get).is_readable()
    };
    assert!(is_readable(&["api.example.com"]));
    assert!(!is_readable(&["other.example.com"]));
}

#[test]
fn a_changed_inventory_is_an_error_and_not_a_policy() {
    let mut row = InventoryRow::new("/users", RowKind::Route, Some("GET"), Some(policies()[5]));
    row.policy.as_mut().unwrap().origins = cors_core::InventoryOrigins::Any;
    let error = Declared::new(&Inventory::from_iter([row]), DeclaredOptions::default()).unwrap_err().to_string();
    assert!(error.contains("wildcard_with_credentials"), "{error}");
}

#[test]
fn a_prefix_and_a_route_of_one_pattern_are_two_paths() {
    let [open, closed] = [policies()[1], policies()[3]];
    let rows = [
        InventoryRow::new("/files", RowKind::Nested, None, Some(open)),
        InventoryRow::new("/files", RowKind::Route, Some("GET"), Some(closed)),
        InventoryRow::new("/files", RowKind::Route, None, Some(closed)),
    ];
    let declared = Declared::new(&Inventory::from_iter(rows), DeclaredOptions::default()).unwrap();
    assert_eq!(declared.paths().iter().map(|path| path.rows().len()).sum::<usize>(), 3);
    let get = PageRequest::new("https://evil.test", "GET");
    assert!(declared.path(RowKind::Nested, "/files").unwrap().explain(&get).is_readable());
    assert!(!declared.path(RowKind::Route, "/files").unwrap().explain(&get).is_readable());
}
