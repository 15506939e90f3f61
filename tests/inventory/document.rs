//! The example of `docs/inventory.md`: what it shows is what is printed.

use axum::{Json, routing};
use cors_axum::{CorsRouter, Inventory, cors, routes};
use serde_json::Value;

use crate::{app::moved, schema::check};

const DOCUMENT: &str = include_str!("../../docs/inventory.md");

#[cors(
    origins = ["https://app.example.com", "https://*.partner.example"],
    dev_origins = ["http://localhost:5173"],
    credentials,
    allow_headers = ["content-type", "authorization"],
    max_age = "2h",
)]
struct Frontend;

#[cors(policy = Frontend)]
async fn list_users() -> &'static str {
    "users"
}

#[cors(policy = Frontend, max_age = 0)]
async fn create_user(Json(name): Json<String>) -> String {
    name
}

#[cors(
    origins = ["http://intranet.example"],
    credentials,
    allow(insecure_origin, reason = "until the intranet has certificates (OPS-12)"),
)]
async fn report() -> &'static str {
    "report"
}

async fn version() -> &'static str {
    "1.0"
}

/// The line of the example that has the text of this line of this file.
fn line_in_example(line: u32) -> usize {
    let beginning = |text: &'static str| text.trim().trim_end_matches('{').trim();
    let at = usize::try_from(line).expect("a line") - 1;
    let text = beginning(include_str!("document.rs").lines().nth(at).expect("a line"));
    let found = block("rust").lines().position(|line| line.trim().starts_with(text));
    found.unwrap_or_else(|| panic!("the example lacks {text}")) + 1
}

/// The same in a crate that is called `shop`, with the example as its `src/main.rs`.
fn inventory() -> Inventory {
    let app: CorsRouter = CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user)])
        .route("/report", routes![get(report)])
        .route("/version", routes![policy = Frontend; get(version)])
        .route_without_cors("/metrics", routing::get(|| async { "up 1" }))
        .fallback_without_cors(|| async { "nothing here" });
    let places = app.inventory().rows().iter().map(|row| row.location.clone()).collect::<Vec<_>>();
    let rows = moved(&app.inventory(), module_path!(), "shop").rows().to_vec().into_iter().zip(places);
    rows.map(|(mut row, place)| {
        row.location = place.map(|mut place| {
            assert_eq!(place.file, file!());
            place.file = "src/main.rs".to_owned();
            place.line = line_in_example(place.line).try_into().expect("a line");
            place
        });
        row
    })
    .collect()
}

/// The one block of that language.
fn block(language: &str) -> &'static str {
    let (_, rest) = DOCUMENT.split_once(&format!("\n```{language}\n")).expect("a block");
    rest.split_once("```").expect("its end").0
}

/// The example, without what rustfmt changes about it.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_application_is_this_one() {
    let here = without_spaces(include_str!("document.rs"));
    let example = without_spaces(block("rust"));
    let (policies, app) = example.split_once("fnapp()").expect("the application");
    let (_, policies) = policies.split_once("#[cors(").expect("the policies");
    assert!(here.contains(policies), "the handlers differ");
    let (_, routes) = app.split_once("CorsRouter::new()").expect("the routes");
    let (routes, _) = routes.split_once('}').expect("the end of the first closure");
    assert!(here.contains(routes), "the routes differ");
}

/// A release build does not know `dev_origins`.
#[cfg_attr(not(debug_assertions), ignore = "the document shows a debug build")]
#[test]
fn the_table_and_the_json_are_real() {
    assert_eq!(inventory().to_string(), block("text"));
    let documented: Value = serde_json::from_str(block("json")).expect("JSON");
    assert_eq!(serde_json::to_value(inventory()).expect("JSON"), documented);
    check(&serde_json::from_value(documented).expect("an inventory"));
}

#[test]
fn every_field_is_described() {
    fn fields(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| fields(value, found)),
            Value::Object(values) => {
                found.extend(values.keys().cloned());
                values.values().for_each(|value| fields(value, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    fields(&serde_json::to_value(inventory()).expect("JSON"), &mut found);
    assert!(found.len() > 20);
    for field in found {
        let in_a_table = DOCUMENT.contains(&format!("\n| `{field}` | "));
        // These are described at the field that they are in.
        let in_a_description = ["listed", "file", "line", "rule", "reason"].contains(&field.as_str());
        assert!(in_a_table || in_a_description, "`{field}` is not described");
    }
}
