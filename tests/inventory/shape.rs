//! The inventory for other programs.

use cors_core::{Inventory, InventoryRow};
use serde_json::{Value, json};

use crate::app::{apps, overrides};

#[test]
fn the_shape_has_a_version() {
    for inventory in apps() {
        let value = serde_json::to_value(&inventory).expect("JSON");
        assert_eq!(value["version"], 1);
        assert_eq!(value["routes"].as_array().map(Vec::len), Some(inventory.rows().len()));
        assert_eq!(value.as_object().map(|fields| fields.len()), Some(2));
    }
}

/// The row of a pattern.
fn route(inventory: &Inventory, pattern: &str) -> Value {
    let row: Option<&InventoryRow> = inventory.rows().iter().find(|row| row.pattern == pattern);
    serde_json::to_value(row.expect("a row")).expect("JSON")
}

#[test]
fn a_route_has_these_fields() {
    for inventory in apps() {
        assert_eq!(
            route(&inventory, "/narrowed"),
            json!({
                "pattern": "/narrowed",
                "kind": "route",
                "method": null,
                "handler": "app::narrowed",
                "guarded": false,
                "not_cached": [{"because": "POST"}],
                "policy_from": "attribute",
                "policy": {
                    "name": "Public",
                    "origins": "any",
                    "dev_origins": [],
                    "credentials": false,
                    "allow_headers": ["*", "authorization"],
                    "expose_headers": [],
                    "max_age": 0,
                    "methods": ["GET", "PUT"],
                    "enforce": false,
                    "acknowledged": [],
                },
            })
        );
        let plain = json!({
            "pattern": "/plain", "kind": "route", "method": null, "handler": "", "guarded": false, "policy": null,
        });
        assert_eq!(route(&inventory, "/plain"), plain);
        let fallback = json!({
            "pattern": "/", "kind": "fallback", "method": null, "handler": "", "guarded": false, "policy": null,
        });
        assert_eq!(route(&inventory, "/"), fallback);
    }
}

#[test]
fn who_may_read_is_a_word_or_names_what_it_is() {
    for inventory in apps() {
        let origins = |pattern: &str| route(&inventory, pattern)["policy"]["origins"].clone();
        assert_eq!(origins("/internal"), json!("same_origin"));
        assert_eq!(origins("/health"), json!("any"));
        assert_eq!(origins("/report"), json!({"listed": ["http://intranet.example"]}));
        assert_eq!(origins("/tenants"), json!({"source": "TENANTS"}));
        let risk = json!([{"rule": "insecure_origin", "reason": "until the intranet has certificates (OPS-12)"}]);
        assert_eq!(route(&inventory, "/report")["policy"]["acknowledged"], risk);
    }
}

#[test]
fn what_was_written_is_read_back() {
    for inventory in apps().chain(overrides()) {
        let text = serde_json::to_string(&inventory).expect("JSON");
        assert_eq!(serde_json::from_str::<Inventory>(&text).expect("an inventory"), inventory);
    }
}

#[test]
fn fields_of_later_releases_are_passed_over_and_later_versions_are_not() {
    let later = r#"{"version": 1, "routes": [], "made_by": "a later release"}"#;
    assert_eq!(serde_json::from_str::<Inventory>(later).expect("an inventory"), Inventory::default());
    let other = serde_json::from_str::<Inventory>(r#"{"version": 2, "routes": []}"#).expect_err("another version");
    assert!(other.to_string().starts_with("an inventory of version 2; this reads version 1"), "{other}");
}
