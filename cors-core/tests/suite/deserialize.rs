//! A set as part of a configuration.

use cors_core::OriginSet;

fn read(json: &str) -> Result<OriginSet, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn a_set_is_read_from_a_sequence_or_a_string() {
    let expected = OriginSet::from_origins(["https://a.example", "https://*.b.example"]).unwrap();
    assert_eq!(read(r#"["https://a.example", "https://*.b.example"]"#), Ok(expected.clone()));
    assert_eq!(read(r#""https://a.example, https://*.b.example""#), Ok(expected));
}

#[test]
fn the_error_lists_every_mistake() {
    let error = read(r#"["https://a.example/", "null"]"#).unwrap_err();
    assert!(
        error.starts_with("2 mistakes in the list of origins\n\norigin 1: an origin does not end with `/`"),
        "{error}"
    );
    assert!(error.contains("\n\norigin 2: `null` cannot be allowed"), "{error}");
    let error = read(r#""https://a.example https://b.example/""#).unwrap_err();
    assert!(error.contains("origin 2, bytes 35..36: an origin does not end with `/`"), "{error}");
}

#[test]
fn other_values_are_errors() {
    assert!(read("[]").unwrap_err().contains("[no_origins]"));
    assert!(read(r#""""#).unwrap_err().contains("[no_origins]"));
    let error = read("{}").unwrap_err();
    assert!(
        error.contains(r#"expected a list of origins, such as ["https://app.example.com"], or a string of them"#),
        "{error}"
    );
    assert!(read("[1]").unwrap_err().contains("expected a string"));
    assert!(read("null").is_err());
}
