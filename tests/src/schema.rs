//! JSON Schemas of the formats that the crates write.

use serde_json::{Value, json};

/// The schema as it is for writers: they write no other fields, which readers ignore.
pub fn closed(schema: &Value) -> Value {
    let mut schema = schema.clone();
    close(&mut schema);
    schema
}

/// Forbids additional properties everywhere.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.entry("additionalProperties").and_modify(|allowed| *allowed = json!(false));
            fields.values_mut().for_each(close);
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        _ => {}
    }
}

/// Asserts that each field is described in one sentence or more, and that each object says whether it may have other fields. Returns
/// the number of fields.
pub fn assert_described(schema: &Value) -> usize {
    let mut found = Vec::new();
    fields(schema, &mut found);
    for (name, field) in &found {
        let definition = field["$ref"].as_str().and_then(|path| schema.pointer(path.trim_start_matches('#')));
        let description =
            [Some(field), definition].into_iter().flatten().find_map(|schema| schema["description"].as_str());
        assert!(description.is_some_and(|text| text.ends_with('.') || text.ends_with("/`.")), "{name}");
    }
    found.len()
}

fn fields(schema: &Value, found: &mut Vec<(String, Value)>) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
                found.push((name.clone(), member.clone()));
            }
            assert_eq!(members.contains_key("properties"), members.contains_key("additionalProperties"));
            members.values().for_each(|member| fields(member, found));
        }
        Value::Array(members) => members.iter().for_each(|member| fields(member, found)),
        _ => {}
    }
}
