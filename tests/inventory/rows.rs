//! The rows of one application, the same for both frameworks.

use cors_core::{Inventory, InventoryOrigins, InventoryPolicy, RowKind};

use crate::app::apps;

/// Pattern, method, handler, policy.
type Row = (&'static str, Option<&'static str>, &'static str, Option<&'static str>);

/// In the order of the inventory, whatever the order in which they were mounted.
const ROWS: &[Row] = &[
    ("/anything", Some("GET"), "app::list_users", Some("Frontend")),
    ("/anything", None, "app::anything", Some("Frontend")),
    ("/closure", Some("GET"), "", Some("Frontend")),
    ("/health", Some("GET"), "app::health", Some("Public")),
    ("/health", Some("HEAD"), "app::health", Some("Public")),
    ("/internal", Some("GET"), "app::internal", Some("app::internal")),
    ("/mixed", Some("GET"), "app::anything", Some("Frontend")),
    ("/mixed", None, "", None),
    ("/narrowed", None, "app::narrowed", Some("Public")),
    ("/plain", None, "", None),
    ("/report", Some("GET"), "app::report", Some("Intranet")),
    ("/tenants", Some("GET"), "app::tenants", Some("app::tenants")),
    ("/users", Some("GET"), "app::list_users", Some("Frontend")),
    ("/users", Some("POST"), "app::create_user", Some("Frontend")),
    ("/users", Some("DELETE"), "app::remove_users", Some("app::remove_users")),
    ("/v1/{tenant}", Some("GET"), "app::health", Some("Public")),
    ("/v1/{tenant}/deep/users/{id}", Some("GET"), "app::list_users", Some("Frontend")),
    ("/", None, "", None),
];

#[test]
fn every_method_of_every_pattern_has_its_row() {
    for inventory in apps() {
        let rows = inventory.rows().iter().map(|row| {
            let policy = row.policy.as_ref().map(|policy| policy.name.as_str());
            (row.pattern.as_str(), row.method.as_deref(), row.handler.as_str(), policy)
        });
        assert_eq!(rows.collect::<Vec<_>>(), ROWS);
    }
}

#[test]
fn the_frameworks_do_not_differ() {
    let [axum, actix]: [Inventory; 2] = apps().collect::<Vec<_>>().try_into().expect("two frameworks");
    assert_eq!(axum, actix);
}

#[test]
fn the_fallback_is_the_last_row_and_the_others_are_routes() {
    for inventory in apps() {
        let (last, others) = inventory.rows().split_last().expect("rows");
        assert_eq!(last.kind, RowKind::Fallback);
        assert!(others.iter().all(|row| row.kind == RowKind::Route && !row.guarded));
    }
}

/// The policy of a method of a path.
fn policy(inventory: &Inventory, pattern: &str, method: Option<&str>) -> InventoryPolicy {
    let mut rows = inventory.rows().iter().filter(|row| row.pattern == pattern && row.method.as_deref() == method);
    rows.next().and_then(|row| row.policy.clone()).expect("a row with a policy")
}

fn listed(origins: &[&str]) -> InventoryOrigins {
    InventoryOrigins::Listed(origins.iter().map(|&origin| origin.to_owned()).collect())
}

#[test]
fn everything_that_a_policy_says_is_in_its_row() {
    for inventory in apps() {
        let frontend = policy(&inventory, "/users", Some("GET"));
        assert_eq!(frontend.origins, listed(&["https://app.example.com", "https://*.partner.example"]));
        assert_eq!(frontend.dev_origins, if cfg!(debug_assertions) { vec!["http://localhost:*"] } else { vec![] });
        assert!(frontend.credentials && !frontend.enforce);
        assert_eq!(frontend.allow_headers, ["content-type", "authorization"]);
        assert_eq!(frontend.expose_headers, ["x-total-count"]);
        assert_eq!((frontend.max_age, frontend.methods), (Some(7200), None));
        assert!(frontend.acknowledged.is_empty());

        let narrowed = policy(&inventory, "/narrowed", None);
        assert_eq!(narrowed.origins, InventoryOrigins::Any);
        assert_eq!(narrowed.allow_headers, ["*", "authorization"]);
        assert_eq!(narrowed.max_age, Some(0));
        assert_eq!(narrowed.methods, Some(vec!["GET".to_owned(), "PUT".to_owned()]));

        let admin = policy(&inventory, "/users", Some("DELETE"));
        assert_eq!(admin.origins, listed(&["https://admin.example.com"]));
        assert!(admin.credentials && admin.enforce);

        let intranet = policy(&inventory, "/report", Some("GET")).acknowledged;
        let risks: Vec<_> = intranet.iter().map(|risk| (risk.rule.as_str(), risk.reason.as_str())).collect();
        assert_eq!(risks, [("insecure_origin", "until the intranet has certificates (OPS-12)")]);

        assert_eq!(policy(&inventory, "/internal", Some("GET")).origins, InventoryOrigins::SameOrigin);
        let tenants = policy(&inventory, "/tenants", Some("GET"));
        assert_eq!(tenants.origins, InventoryOrigins::Source("TENANTS".to_owned()));
    }
}
