//! The outputs in the README.

use axum::{
    extract::Request,
    http::HeaderValue,
    middleware::{Next, from_fn},
};
use cors_axum::{CorsRouter, Inventory, cors, routes};
use expect_test::expect_file;
use regex::{Captures, Regex};

use crate::{
    command::{inventory_file, run},
    scan::serve,
};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Frontend;

#[cors(origins = ["https://app.example.com", "https://*.partner.example"], credentials, allow_headers = ["content-type"])]
struct FrontendAndPartners;

#[cors(policy = Frontend)]
async fn list_users() -> &'static str {
    "users"
}

#[cors(policy = Frontend)]
async fn create_user(axum::Json(name): axum::Json<String>) -> String {
    name
}

#[cors(policy = FrontendAndPartners)]
async fn list_for_partners() -> &'static str {
    "users"
}

#[cors(origins = "*")]
async fn health() -> &'static str {
    "ok"
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user)])
        .route("/health", routes![get(health)])
}

fn changed() -> CorsRouter {
    CorsRouter::new().route("/users", routes![get(list_for_partners)]).route("/health", routes![get(health)])
}

/// The application behind nginx that adds a header.
fn deployed() -> String {
    let add = |request: Request, next: Next| async move {
        let mut response = next.run(request).await;
        response.headers_mut().append("access-control-allow-origin", HeaderValue::from_static("*"));
        response.headers_mut().insert("server", HeaderValue::from_static("nginx/1.22.1"));
        response
    };
    serve(app().into_router().layer(from_fn(add))).trim_end_matches("/users").to_owned()
}

/// A server that allows every origin.
fn reflecting() -> String {
    let add = |request: Request, next: Next| async move {
        let origin = request.headers().get("origin").cloned();
        let mut response = next.run(request).await;
        if let Some(origin) = origin {
            response.headers_mut().insert("access-control-allow-origin", origin);
            response.headers_mut().insert("access-control-allow-credentials", HeaderValue::from_static("true"));
            response.headers_mut().insert("vary", HeaderValue::from_static("Origin"));
        }
        response
    };
    let users = axum::Router::new().route("/users", axum::routing::get(|| async { "users" }));
    serve(users.layer(from_fn(add))).trim_end_matches("/users").to_owned()
}

/// A command as the README writes it, and its output, with the names of the README.
fn shown(command: &str, names: &[(&str, &str)]) -> String {
    let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
    let real: Vec<String> = arguments
        .iter()
        .map(|argument| names.iter().fold((*argument).to_owned(), |text, (name, real)| text.replace(name, real)))
        .collect();
    let done = run(&real.iter().map(String::as_str).collect::<Vec<_>>());
    let output = names.iter().fold(done.out, |text, (name, real)| text.replace(real, name));
    // A query that no cache knows.
    let output = Regex::new(r"\?cors-audit=[0-9a-f]+-\d+").unwrap().replace_all(&output, "").into_owned();
    format!("$ {command}\n{}\n", output.trim_end())
}

#[test]
fn the_readme_shows_real_outputs() {
    let file = |inventory: Inventory| inventory_file(&inventory);
    let (inventory, new) = (file(app().inventory()), file(changed().inventory()));
    let (staging, other) = (deployed(), reflecting());
    let names = [
        ("inventory.json", inventory.path()),
        ("new.json", new.path()),
        ("https://staging.example.com", staging.as_str()),
        ("https://any.example", other.as_str()),
    ];
    let commands = [
        ("probe", "cors-audit probe inventory.json https://staging.example.com"),
        ("diff", "cors-audit diff inventory.json new.json"),
        ("explain", "cors-audit explain inventory.json --origin https://app.example.com --method PUT --path /users"),
        ("scan", "cors-audit scan https://any.example/users"),
    ];
    let readme = include_str!("../../README.md");
    let block = Regex::new(r"(?s)<!-- output: (\w+) -->\n\n```console\n.*?```\n").unwrap();
    let mut found = 0;
    let updated = block.replace_all(readme, |block: &Captures<'_>| {
        let (name, command) = commands.iter().find(|(name, _)| *name == &block[1]).expect("a command");
        found += 1;
        format!("<!-- output: {name} -->\n\n```console\n{}```\n", shown(command, &names))
    });
    expect_file!["../../README.md"].assert_eq(&updated);
    assert_eq!(found, commands.len());
}
