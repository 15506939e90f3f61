//! `docs/inventory.schema.json`: what is written is valid, the schema and `Deserialize` accept the same documents, and the schema names
//! every field and variant.

mod mutants;
mod names;

use std::sync::LazyLock;

use cors_core::Inventory;
use cors_tests::schema::{assert_described, closed};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::app::{apps, overrides};

/// An inventory in which every field and every variant is used.
const COMPLETE: &str = include_str!("complete.json");

/// The schema, read once.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../docs/inventory.schema.json")).expect("the schema is JSON")
});

/// The schema as it is for readers, who ignore unknown fields.
static READERS: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).expect("a valid schema"));

/// The schema as it is for writers, who write no other fields.
static WRITERS: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&closed(&SCHEMA)).expect("a valid schema"));

/// Checks that an inventory is valid and has no field that the schema lacks.
pub(crate) fn check(inventory: &Inventory) {
    let written: Value = serde_json::from_str(&inventory.to_json()).expect("JSON");
    let errors: Vec<String> =
        WRITERS.iter_errors(&written).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{written:#}");
    assert!(READERS.is_valid(&written));
}

#[test]
fn the_schema_is_one_and_has_the_version_of_the_inventory() {
    assert!(jsonschema::meta::is_valid(&SCHEMA));
    let version = &SCHEMA["properties"]["version"]["const"];
    let written: Value = serde_json::from_str(&Inventory::default().to_json()).expect("JSON");
    assert_eq!(version, &written["version"]);
    assert_eq!(SCHEMA["$id"], format!("urn:typed-cors:inventory:{version}"));
}

#[test]
fn inventories_of_both_frameworks_are_valid() {
    apps().chain(overrides()).for_each(|inventory| check(&inventory));
}

#[test]
fn the_complete_inventory_is_valid_and_is_read_and_written_again() {
    let complete: Value = serde_json::from_str(COMPLETE).expect("JSON");
    let inventory: Inventory = serde_json::from_str(COMPLETE).expect("an inventory");
    assert_eq!(serde_json::from_str::<Value>(&inventory.to_json()).expect("JSON"), complete);
    check(&inventory);
}

#[test]
fn a_field_that_the_schema_lacks_is_found() {
    let mut later: Value = serde_json::from_str(COMPLETE).expect("JSON");
    for place in ["", "/routes/0", "/routes/0/location", "/routes/0/policy", "/routes/0/policy/acknowledged/0"] {
        let fields = later.pointer_mut(place).and_then(Value::as_object_mut).expect("an object");
        fields.insert("later".to_owned(), json!(1));
        assert!(READERS.is_valid(&later) && !WRITERS.is_valid(&later), "{place}");
        later = serde_json::from_str(COMPLETE).expect("JSON");
    }
}

#[test]
fn everything_is_described() {
    let fields = assert_described(&SCHEMA);
    assert!(fields > 30, "{fields}");
}
