//! Every request of a grid, to both applications: their answers are the same, also where no table has a row.

use cors_tests::{
    driver::call_actix,
    exchange::{ADMIN, APP, Answer, ClientRequest, CorsLines, EVIL, PARTNER, preflight, request},
};

use crate::app::{Inside, Shared, actix, axum};

/// Paths whose handlers are mounted for the same methods in both applications.
const SAME: [&str; 5] = ["/users", "/anything", "/narrowed", "/head", "/nope"];

/// Paths with a handler for GET, where HEAD is answered by axum with 200, and by actix-web with 405.
const WITHOUT_HEAD: [&str; 9] = [
    "/development",
    "/options",
    "/closure",
    "/mixed",
    "/plain",
    "/over/users/me",
    "/over/users/7",
    "/v1/acme/users",
    "/v1/acme/deep/users/7",
];

/// Paths of route attributes, with the methods that they name: to others, for actix-web, the path is an unknown one.
const ATTRIBUTES: [(&str, &[&str]); 7] = [
    ("/health", &["GET", "HEAD", "PUT"]),
    ("/internal", &["GET", "PUT"]),
    ("/status/503", &["GET"]),
    ("/own", &["GET", "PUT"]),
    ("/vary/accept", &["GET"]),
    ("/files/a/b", &["GET"]),
    ("/files/private", &["GET"]),
];

const METHODS: [&str; 10] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"];
const ORIGINS: [Option<&str>; 9] = [
    None,
    Some(APP),
    Some(PARTNER),
    Some(ADMIN),
    Some(EVIL),
    Some("null"),
    Some("https://app.example.com:443"),
    Some("http://localhost:5173"),
    Some(""),
];
const HEADERS: [Option<&str>; 5] =
    [None, Some("content-type"), Some("authorization,x-evil"), Some("x y"), Some(",,content-type,")];

/// The part of the two answers to a request that is the same.
#[derive(Debug)]
enum Agreement {
    Everything,
    /// All but the status.
    Headers,
    /// None: the path is unknown to actix-web.
    Unknown,
    /// actix-web may deny what axum allows, because it cannot know which handler would run: see `differences`.
    Caution,
}

fn agreement(path: &str, method: &str, preflight: bool) -> Agreement {
    let named = ATTRIBUTES.iter().find(|(other, _)| *other == path).map(|(_, methods)| methods.contains(&method));
    match (named, preflight, method) {
        (Some(false), false, _) => Agreement::Unknown,
        (Some(false), true, "HEAD") => Agreement::Caution,
        // A route without CORS may serve it.
        (None, _, method) if path == "/mixed" && method != "GET" => Agreement::Caution,
        (None, false, "HEAD") if WITHOUT_HEAD.contains(&path) => Agreement::Headers,
        _ => Agreement::Everything,
    }
}

impl Agreement {
    fn holds(&self, axum: &Answer, actix: &Answer) -> bool {
        match self {
            // In a debug build the body of a denied preflight says why.
            Agreement::Everything => {
                lines(axum) == lines(actix)
                    && axum.status == actix.status
                    && (axum.status != 403 || axum.body == actix.body)
            }
            Agreement::Headers => lines(axum) == lines(actix),
            Agreement::Unknown => actix.cors_lines().is_empty() && [401, 404].contains(&actix.status),
            Agreement::Caution => {
                let mut of_axum = lines(axum);
                // axum knows that no handler serves the method, and lists the headers of the others.
                let is_same = of_axum == lines(actix);
                of_axum.remove("access-control-allow-headers");
                is_same || of_axum == lines(actix) || !allows(actix)
            }
        }
    }
}

/// The lines of an answer, without the `HEAD` that axum lists with `GET`, because it serves it.
fn lines(answer: &Answer) -> CorsLines {
    let mut lines = answer.cors_lines();
    for line in lines.get_mut("access-control-allow-methods").into_iter().flatten() {
        *line = line.replace("GET, HEAD", "GET");
    }
    lines
}

/// Whether a page may read the answer or, after a preflight, send HEAD.
fn allows(answer: &Answer) -> bool {
    let methods = answer.header("access-control-allow-methods");
    answer.header("access-control-allow-origin").is_some() && methods.is_none_or(|methods| methods.contains("HEAD"))
}

/// All requests to a path, each with the agreement that is expected.
fn requests(path: &'static str) -> impl Iterator<Item = (ClientRequest, Agreement)> {
    let of = |request: ClientRequest, origin: Option<&str>| origin.into_iter().fold(request, ClientRequest::origin);
    let actual = METHODS.into_iter().flat_map(move |method| {
        let actual = request(&format!("{method} {path}")).json("\"ada\"");
        ORIGINS.map(|origin| (of(actual.clone(), origin), agreement(path, method, false)))
    });
    let preflights = METHODS.into_iter().flat_map(move |method| {
        let line = format!("{method} {path}");
        let preflights = ORIGINS.into_iter().flatten().map(move |origin| preflight(&line, origin));
        let preflights = preflights.flat_map(|preflight| {
            HEADERS.map(|names| names.into_iter().fold(preflight.clone(), ClientRequest::request_headers))
        });
        preflights.map(move |preflight| (preflight, agreement(path, method, true)))
    });
    actual.chain(preflights)
}

async fn both_agree(inside: Inside) {
    let axum = axum::app(Shared::default(), inside);
    let actix = call_actix(actix::app(Shared::default(), inside)).await;
    let paths = SAME.into_iter().chain(WITHOUT_HEAD).chain(ATTRIBUTES.map(|(path, _)| path));
    let mut disputes = Vec::new();
    for (request, agreement) in paths.flat_map(requests) {
        let (axum, actix) = (request.send(&axum).await, request.send(&actix).await);
        if !agreement.holds(&axum, &actix) {
            disputes.push(format!("{request}\n  {agreement:?}\n  axum:  {axum:?}\n  actix: {actix:?}"));
        }
    }
    assert!(disputes.is_empty(), "{} disputes:\n{}", disputes.len(), disputes.join("\n"));
}

#[tokio::test]
async fn on_what_handlers_answer() {
    both_agree(Inside::Nothing).await;
}

#[tokio::test]
async fn on_what_a_layer_answers() {
    both_agree(Inside::Refusing).await;
}
