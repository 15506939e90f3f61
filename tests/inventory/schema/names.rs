//! The fields and variants of the types, as `Deserialize` tells them, are those of the schema.

use std::collections::BTreeSet;

use cors_core::{
    Acknowledgement, Behind, HandlerLocation, Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached,
    PolicyFrom, RowKind,
};
use serde::{
    Deserialize, Deserializer,
    de::{Visitor, value::Error},
    forward_to_deserialize_any,
};
use serde_json::Value;

use super::SCHEMA;

/// Records the names for which a type asks, and refuses to be read.
struct Recorder<'r>(&'r mut BTreeSet<&'static str>);

impl<'de> Deserializer<'de> for Recorder<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(fields);
        Err(serde::de::Error::custom("recorded"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(variants);
        Err(serde::de::Error::custom("recorded"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("neither a struct nor an enum"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

fn recorded<T: for<'de> Deserialize<'de>>() -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    let refused = T::deserialize(Recorder(&mut names)).err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("recorded"));
    names
}

/// The properties of an object, or the words and the properties of alternatives.
fn in_schema(pointer: &str) -> BTreeSet<&'static str> {
    fn collect(schema: &'static Value, names: &mut BTreeSet<&'static str>) {
        let properties = schema["properties"].as_object();
        names.extend(properties.into_iter().flat_map(|fields| fields.keys().map(String::as_str)));
        names.extend(
            schema["enum"].as_array().into_iter().flatten().chain([&schema["const"]]).filter_map(Value::as_str),
        );
        schema["oneOf"].as_array().into_iter().flatten().for_each(|schema| collect(schema, names));
    }
    let mut names = BTreeSet::new();
    collect(SCHEMA.pointer(pointer).expect("a definition"), &mut names);
    names
}

#[test]
fn the_schema_has_the_fields_and_variants_of_the_types() {
    let types = [
        ("", recorded::<Inventory>()),
        ("/$defs/row", recorded::<InventoryRow>()),
        ("/$defs/kind", recorded::<RowKind>()),
        ("/$defs/location", recorded::<HandlerLocation>()),
        ("/$defs/policy_from", recorded::<PolicyFrom>()),
        ("/$defs/behind", recorded::<Behind>()),
        ("/$defs/not_cached", recorded::<NotCached>()),
        ("/$defs/policy", recorded::<InventoryPolicy>()),
        ("/$defs/origins", recorded::<InventoryOrigins>()),
        ("/$defs/acknowledgement", recorded::<Acknowledgement>()),
    ];
    for (pointer, names) in &types {
        assert!(names.len() > 1, "{pointer}");
        assert_eq!(*names, in_schema(pointer), "{pointer}");
    }
    let definitions = SCHEMA["$defs"].as_object().expect("definitions").keys();
    let others: Vec<_> =
        definitions.filter(|name| types.iter().all(|(pointer, _)| !pointer.ends_with(*name))).collect();
    assert_eq!(others, ["number", "texts"]);
}
