//! Row by row with the peers: each option of tower-http's `CorsLayer` and of `actix_cors::Cors`, and the equivalent here, answer the
//! same pages. `docs/peers.md` has the rows, with what the comparison has found.

mod actix_cors;
mod claim;
mod others;
mod pages;
mod row;
mod tower_http;

use std::{any::Any, collections::BTreeSet, fs};

use cors_core::Rule;
use cors_tests_expansion::{Framework, cors};

use self::{
    claim::{THE_SAME, claim},
    row::Row,
};
use crate::{
    chapters::{functions_of, source},
    documents::root,
};

const DOCUMENT: &str = "docs/peers.md";

/// The message of a panic.
fn message(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).expect("a message");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The document with the tables between the comments `<!-- rows: name -->` and `<!-- end -->` replaced.
fn with_table(document: &str, name: &str, table: &str) -> String {
    let begin = format!("<!-- rows: {name} -->\n");
    let (before, rest) = document.split_once(&begin).unwrap_or_else(|| panic!("{DOCUMENT} has no place for {name}"));
    let (_, after) = rest.split_once("<!-- end -->\n").expect("an end");
    format!("{before}{begin}\n{table}\n<!-- end -->\n{after}")
}

async fn table(rows: &[Row]) -> String {
    let mut table = "| there | here | pages see |\n|---|---|---|\n".to_owned();
    for row in rows {
        table.push_str(&row.markdown().await);
    }
    table
}

#[tokio::test]
async fn the_document_has_every_row() {
    let path = root().join(DOCUMENT);
    let document = fs::read_to_string(&path).expect("the document");
    let document = with_table(&document, "tower-http", &table(&tower_http::rows()).await);
    let document = with_table(&document, "actix-cors", &table(&actix_cors::rows()).await);
    expect_test::expect_file![path].assert_eq(&document);
}

/// The comparison is worth something: where it finds the same, it would not have without the option.
#[tokio::test]
async fn the_same_is_due_to_the_option() {
    let mut count = 0;
    for (rows, app) in
        [(tower_http::rows(), tower_http::of_app().await), (actix_cors::rows(), actix_cors::of_app().await)]
    {
        for row in rows.iter().filter(|row| row.here != row::APP && row.refused.is_none()) {
            let (theirs, ours) = (row.compare)().await;
            let theirs = theirs.expect("it starts");
            if claim(&theirs, &ours) == THE_SAME {
                assert_ne!(claim(&theirs, &app), THE_SAME, "{}", row.there);
                count += 1;
            }
        }
    }
    assert!(count > 15, "{count} rows");
}

/// The errors of the compiler at a policy with this attribute, in the words of the macro; empty if it compiles.
fn errors(attribute: &str) -> String {
    let item = "struct Policy;".parse().expect("tokens");
    let expanded = cors(attribute.parse().expect("tokens"), item, Framework::Axum).to_string();
    if expanded.contains("compile_error") { expanded } else { String::new() }
}

fn names() -> impl Iterator<Item = &'static str> {
    Rule::ALL.iter().map(|rule| rule.name())
}

#[test]
fn what_cannot_be_said_does_not_compile() {
    for row in tower_http::rows().iter().chain(&actix_cors::rows()) {
        if let Some((attribute, rule)) = row.refused {
            let errors = errors(attribute);
            let broken: Vec<_> = names().filter(|rule| errors.contains(&format!("[{rule}]"))).collect();
            assert_eq!(broken, [rule], "{attribute}");
        }
    }
}

#[test]
fn no_function_of_cors_layer_is_missing() {
    let rows = tower_http::rows();
    let rows: BTreeSet<&str> = rows.iter().flat_map(|row| row.names).copied().collect();
    let folder = source("tower-http").join("cors");
    let read = |file: &str| fs::read_to_string(folder.join(file)).expect("a file");
    let module = read("mod.rs");
    let mut functions = functions_of("CorsLayer", &module, "\nimpl Default for CorsLayer");
    functions.extend(functions_of("Cors", module.split_once("\nimpl<S> Cors<S>").expect("a service").1, "\n}"));
    let free = module.lines().filter_map(|line| line.strip_prefix("pub fn ")?.split('(').next());
    functions.extend(free.map(str::to_owned));
    for (file, of) in [
        ("allow_credentials", "AllowCredentials"),
        ("allow_headers", "AllowHeaders"),
        ("allow_methods", "AllowMethods"),
        ("allow_origin", "AllowOrigin"),
        ("allow_private_network", "AllowPrivateNetwork"),
        ("expose_headers", "ExposeHeaders"),
        ("max_age", "MaxAge"),
        ("vary", "Vary"),
    ] {
        functions.extend(functions_of(of, &read(&format!("{file}.rs")), "\n#[cfg(test)]"));
    }
    assert!(functions.len() > 40, "{functions:?}");
    assert_eq!(functions.iter().map(String::as_str).collect::<BTreeSet<_>>(), rows);
}

#[test]
fn no_function_of_actix_cors_is_missing() {
    let rows = actix_cors::rows();
    let mut rows: BTreeSet<&str> = rows.iter().flat_map(|row| row.names).copied().collect();
    assert!(rows.remove("Cors::default"), "it is a function of a trait");
    let builder = fs::read_to_string(source("actix-cors").join("builder.rs")).expect("a file");
    let mut functions = functions_of("Cors", &builder, "\nimpl Default for Cors");
    // Behind a feature of its own, and about preflights that no current browser sends.
    assert!(functions.remove("Cors::allow_private_network_access"));
    let document = fs::read_to_string(root().join(DOCUMENT)).expect("the document");
    assert!(document.contains("`allow_private_network_access()`"));
    assert_eq!(functions.iter().map(String::as_str).collect::<BTreeSet<_>>(), rows);
}
