//! The commands and the outputs that documents show: the README, and the chapter of the guide.

use std::path::Path;

use axum::{
    extract::Request,
    http::HeaderValue,
    middleware::{Next, from_fn},
};
use clap::Parser;
use cors_audit::Cli;
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

/// A server that allows every origin whose text ends as given, by name and with credentials.
fn allowing(end: &'static str) -> String {
    let add = async move |request: Request, next: Next| {
        let origin = request.headers().get("origin").cloned();
        let mut response = next.run(request).await;
        if let Some(origin) = origin.filter(|origin| origin.as_bytes().ends_with(end.as_bytes())) {
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
    // The handlers are those of this file.
    let output = Regex::new(r"cors-audit/tests/suite/readme\.rs:\d+").unwrap().replace_all(&output, "src/main.rs:19");
    format!("$ {command}\n{}\n", output.trim_end())
}

/// The documents that show outputs, from the folder of this crate.
const DOCUMENTS: [&str; 2] = ["README.md", "../docs/guide/audit.md"];

fn path(document: &str) -> String {
    format!("{}/{document}", env!("CARGO_MANIFEST_DIR"))
}

fn read(document: &str) -> String {
    std::fs::read_to_string(path(document)).expect(document)
}

#[test]
fn the_readme_and_the_guide_show_real_outputs() {
    let file = |inventory: Inventory| inventory_file(&inventory);
    let (inventory, new) = (file(app().inventory()), file(changed().inventory()));
    let (staging, any, legacy) = (deployed(), allowing(""), allowing("example.com"));
    let names = [
        ("inventory.json", inventory.path()),
        ("new.json", new.path()),
        ("https://staging.example.com", staging.as_str()),
        ("https://any.example", any.as_str()),
        ("https://legacy.example", legacy.as_str()),
        ("shop::", "suite::readme::"),
    ];
    let commands = [
        ("probe", "cors-audit probe inventory.json https://staging.example.com"),
        ("diff", "cors-audit diff inventory.json new.json"),
        ("explain", "cors-audit explain inventory.json --origin https://app.example.com --method PUT --path /users"),
        ("scan", "cors-audit scan https://any.example/users"),
        (
            "header",
            "cors-audit explain inventory.json --origin https://app.example.com --method POST --path /users \
             --header x-request-id:7 --credentials",
        ),
        ("suffix", "cors-audit scan https://legacy.example/users --origin https://app.example.com"),
    ];
    let block = Regex::new(r"(?s)<!-- output: (\w+) -->\n\n```console\n.*?```\n").unwrap();
    let mut found = 0;
    for document in DOCUMENTS {
        let text = read(document);
        let updated = block.replace_all(&text, |block: &Captures<'_>| {
            let (name, command) = commands.iter().find(|(name, _)| *name == &block[1]).expect("a command");
            found += 1;
            format!("<!-- output: {name} -->\n\n```console\n{}```\n", shown(command, &names))
        });
        expect_file![Path::new(&path(document))].assert_eq(&updated);
    }
    assert_eq!(found, commands.len());
}

/// The arguments of each command of a document, as a shell splits them.
fn commands(text: &str) -> Vec<Vec<String>> {
    let command = Regex::new(r"cors-audit (?:-- )?(?:probe|diff|explain|scan) [^`|>\n]+").unwrap();
    let is_command = |line: &&str| !line.starts_with(['|', '#']) && !line.contains('`');
    let lines = text.lines().filter(is_command).filter_map(|line| command.find(line));
    let words = |command: &str| {
        let parts = command.split('"').enumerate();
        let of_part = |(at, part): (usize, &str)| match at % 2 {
            0 => part.split_whitespace().filter(|word| *word != "--").map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        };
        parts.flat_map(of_part).collect()
    };
    lines.map(|command| words(command.as_str())).collect()
}

#[test]
fn every_command_of_the_documents_is_accepted() {
    for (document, least) in [("README.md", 7), ("../docs/guide/audit.md", 5), ("../README.md", 1)] {
        let commands = commands(&read(document));
        assert!(commands.len() >= least, "{document}: {commands:?}");
        for command in commands {
            let parsed = Cli::try_parse_from(&command);
            assert!(parsed.is_ok(), "{document}: {command:?}: {}", parsed.unwrap_err());
        }
    }
    assert_eq!(
        commands("$ cors-audit probe a.json b --header \"a: b c\" > c"),
        [["cors-audit", "probe", "a.json", "b", "--header", "a: b c"]]
    );
    assert!(Cli::try_parse_from(&commands("cors-audit scan --no-such-option a")[0]).is_err());
}
