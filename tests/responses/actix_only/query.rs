//! `QUERY` (RFC 10008): safe, with a body, and never without a preflight.

use actix_web::{App, http::Method, query, route, web::Json};
use cors_actix::{WithCors, cors, resource, routes, with_policy};
use cors_tests::exchange::{APP, ClientRequest, EVIL, from, preflight};

use super::{answers, app, none, outcomes};

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
struct Frontend;

#[cors(policy = Frontend)]
#[query("/attribute")]
async fn attribute(terms: String) -> String {
    terms
}

#[cors(policy = Frontend)]
#[route("/named", method = "QUERY", method = "GET")]
async fn named() -> &'static str {
    "named"
}

#[cors(policy = Frontend)]
async fn search(terms: Json<String>) -> String {
    terms.into_inner()
}

#[cors(policy = Frontend, methods = [QUERY])]
async fn narrowed(terms: Json<String>) -> String {
    terms.into_inner()
}

#[actix_web::test]
async fn is_granted_by_name_and_to_handlers_for_any_method() {
    let by_name = Method::from_bytes(b"QUERY").expect("a method");
    let finished = App::new()
        .with_cors()
        .service(routes![attribute, named])
        .service(resource("/by-hand").route(routes![query(search)]))
        .service(resource("/closure").route(with_policy(Frontend).query(|terms: String| async { terms })))
        .service(resource("/method").route(with_policy(Frontend).method(by_name, || async { "method" })))
        .service(resource("/any").route(routes![any(search)]))
        .service(resource("/narrowed").route(routes![any(narrowed)]))
        .finish();
    let paths = ["/attribute", "/named", "/by-hand", "/closure", "/method", "/any", "/narrowed"];
    let asks = |path: &str| -> [ClientRequest; 4] {
        let line = format!("QUERY {path}");
        [
            preflight(&line, APP).request_headers("content-type"),
            preflight(&line, EVIL),
            from(&line, APP).json("\"ada\""),
            // Methods are compared byte for byte, and browsers leave this one as the script writes it.
            preflight(&format!("Query {path}"), EVIL),
        ]
    };
    let answers = answers(finished, paths.into_iter().flat_map(asks).collect()).await;
    for (path, answers) in paths.into_iter().zip(answers.chunks(4)) {
        let outcomes: Vec<_> = answers.iter().map(cors_tests::exchange::Answer::outcome).collect();
        assert_eq!(outcomes, [app(204), none(403), app(200), none(403)], "{path}");
        let listed = answers[0].header("access-control-allow-methods").unwrap_or_default();
        assert!(listed.split(", ").any(|method| method == "QUERY"), "{path}: {listed}");
        assert_eq!(answers[0].header("access-control-allow-headers"), Some("content-type"), "{path}");
    }
}

/// A link is followed by `GET`: a cross-site request with this method is never one.
#[actix_web::test]
async fn is_refused_by_enforce_as_any_request_of_a_script() {
    #[cors(origins = ["https://app.example.com"], credentials, enforce, allow_headers = ["content-type"])]
    async fn private(_: String) -> &'static str {
        "private"
    }
    let finished = App::new().with_cors().service(resource("/x").route(routes![query(private), get(private)])).finish();
    let link = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
    let asks = vec![
        from("QUERY /x", APP),
        from("QUERY /x", EVIL),
        cors_tests::exchange::request("QUERY /x").headers(&link),
        cors_tests::exchange::request("GET /x").headers(&link),
    ];
    assert_eq!(outcomes(finished, asks).await, [app(200), none(403), none(403), none(200)]);
}
