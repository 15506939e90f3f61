//! The order of an inventory, and its table.

use std::any::TypeId;

use cors_core::{
    __private::{Askable, PolicyParts},
    Acknowledged, Inventory, InventoryRow, Mounted, NotCached, Origins, PathPolicies, Policy, RowKind, Rule, Source,
};

static PUBLIC: Policy = PUBLIC_PARTS.policy();
const PUBLIC_PARTS: PolicyParts = PolicyParts { name: "Public", origins: Origins::Any, ..PolicyParts::SAME_ORIGIN };

fn route(pattern: &str, method: Option<&str>) -> InventoryRow {
    InventoryRow::new(pattern, RowKind::Route, method, Some(&PUBLIC))
}

#[test]
fn rows_are_sorted_by_pattern_and_then_by_method_in_the_usual_order() {
    let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "MKCOL", "PROPFIND"].map(Some);
    let ordered: Vec<_> = methods.into_iter().chain([None]).collect();
    let rows = ordered.iter().rev().flat_map(|method| [route("/b", *method), route("/a", *method)]);
    let inventory: Inventory = rows.collect();
    let found: Vec<_> = inventory.rows().iter().map(|row| (row.pattern.as_str(), row.method.as_deref())).collect();
    let expected: Vec<_> =
        ["/a", "/b"].into_iter().flat_map(|a| ordered.iter().map(move |method| (a, *method))).collect();
    assert_eq!(found, expected);
}

#[test]
fn rows_without_a_pattern_come_last() {
    let kinds = [RowKind::Fallback, RowKind::Unlisted, RowKind::Nested, RowKind::Route];
    let inventory: Inventory = kinds.into_iter().map(|kind| InventoryRow::new("/v1", kind, None, None)).collect();
    let found: Vec<_> = inventory.rows().iter().map(|row| row.kind).collect();
    assert_eq!(found, [RowKind::Nested, RowKind::Route, RowKind::Unlisted, RowKind::Fallback]);
}

#[test]
fn a_long_list_has_one_element_on_each_line() {
    const SHORT: [&str; 2] = ["x-first", "x-second"];
    const LONG: [&str; 4] = [
        "x-a-header-with-a-long-name-1",
        "x-a-header-with-a-long-name-2",
        "x-a-header-with-a-long-name-3",
        "x-a-header-with-a-long-name-4",
    ];
    static POLICY: Policy = PolicyParts { allow_headers: &LONG, expose_headers: &SHORT, ..PUBLIC_PARTS }.policy();
    let inventory: Inventory =
        [InventoryRow::new("/a", RowKind::Route, Some("GET"), Some(&POLICY))].into_iter().collect();
    assert_eq!(
        inventory.to_string(),
        "\
PATTERN  METHOD  CREDENTIALS  MAX-AGE  ENFORCE  POLICY
/a       GET     -            -        -        Public
  origins         *
  allow headers   x-a-header-with-a-long-name-1
                  x-a-header-with-a-long-name-2
                  x-a-header-with-a-long-name-3
                  x-a-header-with-a-long-name-4
  expose headers  x-first, x-second
"
    );
}

#[test]
fn control_characters_are_escaped() {
    const HOSTILE: &str = "\u{1b}[31m\r\n\t\u{7}\u{9b}\u{202e}\u{2028}\u{200b}\0";
    static RISKY: Policy = PolicyParts {
        name: HOSTILE,
        allow_headers: &[HOSTILE],
        allow_headers_value: HOSTILE,
        methods: Some(&[HOSTILE]),
        acknowledged: Acknowledged::NONE.with(Rule::InsecureOrigin, HOSTILE),
        ..PUBLIC_PARTS
    }
    .policy();
    let named = InventoryRow::new(HOSTILE, RowKind::Route, Some(HOSTILE), Some(&RISKY)).handled_by("app::handler");
    let plain = InventoryRow::new(HOSTILE, RowKind::Nested, None, None).handled_by(HOSTILE);
    let inventory: Inventory = [named, plain].into_iter().collect();
    let text = inventory.to_string();
    assert!(text.chars().all(|c| c == '\n' || c == '…' || c == ' ' || c.is_ascii_graphic()), "{text}");
    // The header, two rows, their handlers, and the options of the policy: origins, headers, methods, risks.
    assert_eq!(text.lines().count(), 9, "{text}");
}

/// A granted preflight does not query the sources of other methods.
#[test]
fn a_method_with_a_source_prevents_caching() {
    struct Tenants;
    impl Askable for Tenants {
        fn identity(&self) -> (usize, TypeId) {
            (0, TypeId::of::<Tenants>())
        }
    }
    const TENANTS: Origins = Origins::Source(Source::new("TENANTS", || &Tenants));
    const HEADERS: PolicyParts = PolicyParts { allow_headers: &["x-a"], allow_headers_value: "x-a", ..PUBLIC_PARTS };
    static OF_TENANTS: Policy = PolicyParts { origins: TENANTS, ..PUBLIC_PARTS }.policy();
    static WITH_HEADERS: Policy = HEADERS.policy();
    static OF_TENANTS_WITH_HEADERS: Policy = PolicyParts { origins: TENANTS, ..HEADERS }.policy();
    for (policy, expected) in [
        (&WITH_HEADERS, NotCached::Because("PUT".to_owned())),
        // The same source has been queried.
        (&OF_TENANTS_WITH_HEADERS, NotCached::IfAllowedBy(vec!["PUT".to_owned()])),
    ] {
        let mut path = PathPolicies::new();
        path.mount(Mounted::Methods(&["DELETE"]), policy);
        path.mount(Mounted::Methods(&["PUT"]), &OF_TENANTS);
        let row = InventoryRow::new("/", RowKind::Route, Some("DELETE"), Some(policy)).cached(&path, &path, policy);
        assert_eq!(row.not_cached, [expected]);
    }
}

#[test]
fn an_empty_inventory_has_only_a_header() {
    assert_eq!(Inventory::default().to_string(), "PATTERN  METHOD  CREDENTIALS  MAX-AGE  ENFORCE  POLICY\n");
}
