//! Every request of a kind, to both applications: where no row has thought of something, the answers still are the same.

use cors_tests::driver::call_actix;

use crate::{
    app::{Inside, Shared},
    app_actix, app_axum,
    exchange::{ADMIN, APP, Answer, Ask, EVIL, PARTNER, ask},
};

/// Paths whose handlers are mounted for the same methods in both applications.
const SAME: [&str; 5] = ["/users", "/anything", "/narrowed", "/head", "/nope"];

/// Paths with a handler for GET, where HEAD is answered by axum with 200, and by actix-web with 405.
const WITHOUT_HEAD: [&str; 8] = [
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

/// What the applications have in common about a request.
#[derive(Debug)]
enum Agreement {
    Everything,
    /// All but the status.
    Headers,
    /// Nothing: to actix-web the path is an unknown one.
    Unknown,
    /// Whom axum lets in, actix-web may keep out, as it cannot know what would run: see `differences`.
    Caution,
}

fn agreement(path: &str, method: &str, preflight: bool) -> Agreement {
    let named = ATTRIBUTES.iter().find(|(other, _)| *other == path).map(|(_, methods)| methods.contains(&method));
    match (named, preflight, method) {
        (Some(false), false, _) => Agreement::Unknown,
        (Some(false), true, "HEAD") => Agreement::Caution,
        // A route without CORS may serve it, for all that is known.
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
                axum.same_headers(actix)
                    && axum.status == actix.status
                    && (axum.status != 403 || axum.body == actix.body)
            }
            Agreement::Headers => axum.same_headers(actix),
            Agreement::Unknown => actix.has_no_headers() && [401, 404].contains(&actix.status.as_u16()),
            Agreement::Caution => axum.same_headers(actix) || !lets_in(actix),
        }
    }
}

/// Whether a page may read the answer or, after a preflight, send HEAD.
fn lets_in(answer: &Answer) -> bool {
    let methods = answer.header("access-control-allow-methods");
    answer.header("access-control-allow-origin").is_some() && methods.is_none_or(|methods| methods.contains("HEAD"))
}

/// All requests to a path, each with what is to be agreed upon.
fn requests(path: &'static str) -> impl Iterator<Item = (Ask, Agreement)> {
    let from = |ask: Ask, origin: Option<&str>| origin.into_iter().fold(ask, Ask::from);
    let actual = METHODS.into_iter().flat_map(move |method| {
        let ask = ask(&format!("{method} {path}")).json("\"ada\"");
        ORIGINS.map(|origin| (from(ask.clone(), origin), agreement(path, method, false)))
    });
    let preflights = METHODS.into_iter().flat_map(move |method| {
        let ask = ask(&format!("OPTIONS {path}")).header("access-control-request-method", method);
        let origins = ORIGINS.into_iter().flatten().map(move |origin| ask.clone().from(origin));
        let asks = origins.flat_map(|ask| HEADERS.map(|names| names.into_iter().fold(ask.clone(), Ask::with_headers)));
        asks.map(move |ask| (ask, agreement(path, method, true)))
    });
    actual.chain(preflights)
}

async fn both_agree(inside: Inside) {
    let axum = app_axum::app(Shared::default(), inside);
    let actix = call_actix(app_actix::app(Shared::default(), inside)).await;
    let paths = SAME.into_iter().chain(WITHOUT_HEAD).chain(ATTRIBUTES.map(|(path, _)| path));
    let mut disputes = Vec::new();
    for (ask, agreement) in paths.flat_map(requests) {
        let (axum, actix) = (ask.of(&axum).await, ask.of(&actix).await);
        if !agreement.holds(&axum, &actix) {
            disputes.push(format!("{ask}\n  {agreement:?}\n  axum:  {axum:?}\n  actix: {actix:?}"));
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
