//! `CorsLayer` of tower-http 0.6 and of 0.7 differ in `Vary` alone. The chapter about moving has the table.

use std::{collections::BTreeMap, fs};

use axum::{Router, routing::get};
use cors_axum::{CorsRouter, NamedPolicy, cors, with_policy};
use cors_tests::driver::Driver;
use http::{Request, Response};

use crate::chapters::{functions, sources};

const CHAPTER: &str = include_str!("../../docs/guide/from-tower-http.md");

const METHODS: [&str; 3] = ["GET", "PUT", "OPTIONS"];
const ORIGINS: [Option<&str>; 4] = [None, Some("https://app.example.com"), Some("https://evil.test"), Some("null")];

/// Each configuration, in both versions, and the policy here.
macro_rules! rows {
    ($($layer:expr => $($policy:ident)?;)+) => {
        vec![$((
            stringify!($layer),
            with_0_6(|| { #[allow(unused_imports)] use tower_http_0_6::cors::*; $layer }),
            with_0_7(|| { #[allow(unused_imports)] use tower_http::cors::*; $layer }),
            [$(ours($policy))?].into_iter().next(),
        )),+]
    };
}

#[cors(origins = "*", allow_headers = "*", expose_headers = "*")]
struct Public;

#[cors(origins = ["https://app.example.com"])]
struct App;

fn with_0_6(layer: impl FnOnce() -> tower_http_0_6::cors::CorsLayer) -> Router {
    items().layer(layer())
}

fn with_0_7(layer: impl FnOnce() -> tower_http::cors::CorsLayer) -> Router {
    items().layer(layer())
}

fn items() -> Router {
    Router::new().route("/items", get(async || "items").put(async || "items"))
}

fn ours(policy: impl NamedPolicy) -> Router {
    let handlers = with_policy(policy).get(async || "items").put(async || "items");
    CorsRouter::new().route("/items", handlers).into_router()
}

fn app() -> http::HeaderValue {
    http::HeaderValue::from_static("https://app.example.com")
}

fn configurations() -> Vec<(&'static str, Router, Router, Option<Router>)> {
    rows! {
        CorsLayer::permissive() => Public;
        CorsLayer::new().allow_origin(AllowOrigin::exact(app())) => App;
        CorsLayer::new().allow_origin([app()]) => App;
        CorsLayer::new().allow_origin(AllowOrigin::predicate(|origin, _| origin == app())) => App;
        CorsLayer::new().allow_origin([app()]).vary(Vary::list([http::header::ORIGIN])) => ;
        CorsLayer::very_permissive() => ;
    }
}

fn requests() -> Vec<Request<&'static str>> {
    let mut requests = Vec::new();
    for method in METHODS {
        for origin in ORIGINS {
            let mut request = Request::builder().method(method).uri("/items");
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            if method == "OPTIONS" {
                request = request
                    .header("access-control-request-method", "PUT")
                    .header("access-control-request-headers", "x-trace");
            }
            requests.push(request.body("").expect("a request"));
        }
    }
    requests
}

/// The status and the headers, without `Vary`.
fn rest(response: &Response<Vec<u8>>) -> (u16, BTreeMap<String, String>) {
    let headers = response.headers().iter().filter(|(name, _)| *name != "vary");
    let text = |value: &http::HeaderValue| value.to_str().expect("text").to_owned();
    (response.status().as_u16(), headers.map(|(name, value)| (name.to_string(), text(value))).collect())
}

/// `Vary` of the response to a `GET`.
async fn vary(app: &Router) -> String {
    let request = Request::get("/items").header("origin", "https://app.example.com");
    let response = app.send(request.body("").expect("a request")).await;
    let lines: Vec<&str> =
        response.headers().get_all("vary").iter().map(|value| value.to_str().expect("text")).collect();
    match lines.join(", ").to_ascii_lowercase().as_str() {
        "" => "none".to_owned(),
        "origin, access-control-request-method, access-control-request-headers" => "all three".to_owned(),
        names => names.split(", ").map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    }
}

#[tokio::test]
async fn the_versions_differ_in_vary_alone() {
    let mut table = "| configuration | 0.6 | 0.7 | here |\n|---|---|---|---|\n".to_owned();
    for (configuration, of_0_6, of_0_7, ours) in configurations() {
        for request in requests() {
            let [old, new] = [of_0_6.send(request.clone()).await, of_0_7.send(request.clone()).await];
            assert_eq!(rest(&old), rest(&new), "{configuration}: {request:?}");
        }
        let here = match ours {
            Some(ours) => vary(&ours).await,
            None => "not possible".to_owned(),
        };
        let configuration = configuration.split_whitespace().collect::<Vec<_>>().join(" ");
        let configuration = configuration.replace("CorsLayer::new().", "").replace('|', "\\|");
        let (old, new) = (vary(&of_0_6).await, vary(&of_0_7).await);
        table.push_str(&format!("| `{configuration}` | {old} | {new} | {here} |\n"));
    }
    assert!(CHAPTER.contains(&table), "docs/guide/from-tower-http.md has to have this table:\n\n{table}");
}

#[test]
fn the_versions_have_the_same_options() {
    let all = sources("tower-http").into_iter().map(|source| {
        let files = fs::read_dir(source.join("cors")).expect("a folder").map(|entry| entry.expect("an entry").path());
        let functions = files.map(|file| {
            let text = fs::read_to_string(&file).expect("text");
            (file.file_name().expect("a name").to_owned(), functions(&text, "\n#[cfg(test)]"))
        });
        functions.collect::<BTreeMap<_, _>>()
    });
    let all: Vec<_> = all.collect();
    let [of_0_6, of_0_7] = all.as_slice() else { panic!("two versions") };
    assert!(of_0_7.values().flatten().count() > 20);
    assert_eq!(of_0_6, of_0_7);
}
