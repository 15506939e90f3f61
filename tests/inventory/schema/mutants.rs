//! Documents that are wrong in one place: the schema and `Deserialize` agree about each.
//!
//! JSON Schema counts `1.0` as an integer, and serde reads a struct from a list of its fields. No mutant is one of these.

use std::collections::BTreeMap;

use cors_core::Inventory;
use serde_json::{Value, json};

use super::{COMPLETE, READERS};

/// The JSON pointers of everything in a document.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| places(value, &format!("{place}/{name}"), found))
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| places(value, &format!("{place}/{at}"), found));
        }
        _ => {}
    }
}

/// Values of every type, of the words of every enum, and of numbers outside every range.
fn replacements() -> Vec<Value> {
    let words = ["", "word", "route", "attribute", "without_cors", "guards", "any", "Any"].map(Value::from);
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(1.5),
        json!(4_294_967_295_u64),
        json!(4_294_967_296_u64),
        json!([]),
        json!(["word"]),
        json!([["word"]]),
        json!([1]),
        json!({}),
        json!({"word": "word"}),
        json!({"service": "word"}),
        json!({"pattern": 1}),
        json!({"listed": ["word"]}),
        json!({"listed": "word"}),
        json!({"source": "word", "listed": []}),
        json!({"because": "word"}),
        json!({"file": "word", "line": 1}),
        json!({"file": "word"}),
    ];
    words.into_iter().chain(others).collect()
}

/// Whether a document is accepted: by the schema, and by `Deserialize`.
fn verdicts(document: &Value) -> (bool, bool) {
    (READERS.is_valid(document), serde_json::from_str::<Inventory>(&document.to_string()).is_ok())
}

/// The place without the positions in lists.
fn field(place: &str) -> String {
    place.split('/').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join("/")
}

#[test]
fn the_schema_and_the_reader_agree() {
    let complete: Value = serde_json::from_str(COMPLETE).expect("JSON");
    let mut found = Vec::new();
    places(&complete, "", &mut found);
    // How often a mutant of each field was refused.
    let mut refused: BTreeMap<String, u32> = BTreeMap::new();
    let mut accepted = 0;
    let mut judge = |place: &str, document: &Value| {
        let (schema, reader) = verdicts(document);
        assert_eq!(schema, reader, "the schema says {schema}, the reader {reader}: {place} in {document:#}");
        *refused.entry(field(place)).or_default() += u32::from(!schema);
        accepted += u32::from(schema);
    };
    for place in &found {
        for replacement in replacements() {
            let mut mutant = complete.clone();
            *mutant.pointer_mut(place).expect("its place") = replacement;
            judge(place, &mutant);
        }
        if let Some((parent, name)) = place.rsplit_once('/') {
            let mut mutant = complete.clone();
            match mutant.pointer_mut(parent).expect("its parent") {
                Value::Object(fields) => drop(fields.remove(name)),
                Value::Array(values) => drop(values.remove(name.parse().expect("a position"))),
                _ => unreachable!("nothing else has places inside"),
            }
            judge(place, &mutant);
        }
        let mut mutant = complete.clone();
        if let Value::Object(fields) = mutant.pointer_mut(place).expect("its place") {
            fields.insert("later".to_owned(), json!(1));
            judge(place, &mutant);
        }
    }
    assert!(accepted > 100, "{accepted}");
    assert!(refused.len() > 30 && refused.values().all(|count| *count > 0), "{refused:?}");
}

/// A missing field that is always written is a mistake, above all `policy`: a route without CORS says so.
#[test]
fn what_is_always_written_is_required() {
    let complete: Value = serde_json::from_str(COMPLETE).expect("JSON");
    // The row and the policy with nothing that can be left out.
    for place in ["", "/routes/4", "/routes/3/policy", "/routes/0/location", "/routes/0/policy/acknowledged/0"] {
        let optional = ["policy_from"];
        let names: Vec<String> =
            complete.pointer(place).and_then(Value::as_object).expect("an object").keys().cloned().collect();
        for name in names.into_iter().filter(|name| !optional.contains(&name.as_str())) {
            let mut mutant = complete.clone();
            mutant.pointer_mut(place).and_then(Value::as_object_mut).expect("an object").remove(&name);
            assert_eq!(verdicts(&mutant), (false, false), "{place}/{name}");
        }
    }
}
