//! `HEAD`, which actix-web does not hand to a handler for `GET`: it is announced only where it is served.

use actix_web::{App, get, route, web};
use cors_actix::{WithCors, cors, resource, routes, with_policy};
use cors_tests::exchange::{APP, EVIL, from, preflight};

use super::{answers, app, outcomes};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors(origins = ["https://admin.example.com"])]
struct Admin;

#[cors(policy = Frontend)]
#[get("/attribute")]
async fn attribute() -> &'static str {
    "attribute"
}

#[cors(policy = Frontend)]
#[route("/both", method = "GET", method = "HEAD")]
async fn both() -> &'static str {
    "both"
}

#[cors(policy = Frontend)]
async fn list() -> &'static str {
    "list"
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn narrowed() -> &'static str {
    "narrowed"
}

#[actix_web::test]
async fn is_announced_where_a_handler_serves_it() {
    let all = "GET, HEAD, POST, PUT, DELETE, PATCH";
    let rows = [
        ("/attribute", "GET", "GET"),
        ("/by-hand", "GET", "GET"),
        ("/others", "GET", "GET, POST"),
        ("/others", "POST", "GET, POST"),
        ("/without", "GET", "GET"),
        // What is told of a method that it may not use.
        ("/by-hand", "PUT", "GET"),
        ("/both", "GET", "GET, HEAD"),
        ("/own", "GET", "GET, HEAD"),
        ("/any", "GET", all),
        ("/beside-any", "GET", all),
        // The handler for any method has another policy, and serves HEAD.
        ("/beside-another", "GET", "GET"),
        ("/narrowed", "GET", "GET, HEAD"),
    ];
    let finished = App::new()
        .with_cors()
        .service(routes![attribute, both])
        .service(resource("/by-hand").route(routes![get(list)]))
        .service(resource("/others").route(routes![get(list), post(list)]))
        .service(resource("/without").route(routes![get(list)]).route_without_cors(web::post().to(|| async { "" })))
        .service(resource("/own").route(routes![get(list), head(list)]))
        .service(resource("/any").route(routes![any(list)]))
        .service(resource("/beside-any").route(routes![get(list), any(list)]))
        .service(resource("/beside-another").route(routes![get(list)].merge(with_policy(Admin).any(|| async { "" }))))
        .service(resource("/narrowed").route(routes![any(narrowed)]))
        .finish();
    let asks = rows.iter().map(|(path, method, _)| preflight(&format!("{method} {path}"), APP)).collect();
    for ((path, method, methods), answer) in rows.iter().zip(answers(finished, asks).await) {
        assert_eq!(answer.header("access-control-allow-methods"), Some(*methods), "{method} {path}: {answer:?}");
    }
}

#[actix_web::test]
async fn its_405_has_the_policy_of_get() {
    let finished = App::new().with_cors().service(resource("/x").route(routes![get(list)])).finish();
    let asks = vec![from("HEAD /x", APP), from("HEAD /x", EVIL), preflight("HEAD /x", APP), preflight("HEAD /x", EVIL)];
    assert_eq!(outcomes(finished, asks).await, [app(405), "405 none".to_owned(), app(204), "403 none".to_owned()]);
}
