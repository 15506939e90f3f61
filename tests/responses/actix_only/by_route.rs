//! `route(path, routes)` of applications and scopes, which does what actix-web's does.

use actix_web::{App, web};
use cors_actix::{WithCors, cors, routes, scope, with_policy};
use cors_tests::exchange::{ADMIN, APP, ClientRequest, EVIL, from, preflight, request};

use super::{admin, answers, app, none, outcomes};

#[cors(origins = ["https://app.example.com"])]
async fn list() -> &'static str {
    "list"
}

#[cors(origins = ["https://admin.example.com"])]
async fn create() -> &'static str {
    "created"
}

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

async fn plain() -> &'static str {
    "plain"
}

fn asks() -> Vec<ClientRequest> {
    vec![
        preflight("GET /x", APP),
        from("GET /x", APP),
        from("GET /x", ADMIN),
        preflight("POST /x", ADMIN),
        preflight("POST /x", EVIL),
        from("POST /x", ADMIN),
        from("PUT /any", APP),
        preflight("PUT /any", APP),
    ]
}

#[actix_web::test]
async fn several_calls_share_a_path() {
    let expected = [app(204), app(200), none(200), admin(204), none(403), admin(200), app(200), app(204)];
    let in_application = App::new()
        .with_cors()
        .route("/x", routes![get(list)])
        .route("/x", routes![post(create)])
        .route("/any", with_policy(Frontend).any(plain))
        .finish();
    assert_eq!(outcomes(in_application, asks()).await, expected);
    let in_scope = App::new()
        .with_cors()
        .service(
            scope("")
                .with_default(Frontend)
                .route("/x", routes![get(plain)])
                .route("/x", routes![post(create)])
                .route("/any", routes![any(plain)]),
        )
        .finish();
    assert_eq!(outcomes(in_scope, asks()).await, expected);
}

#[actix_web::test]
async fn other_methods_are_answered_as_actix_answers_them() {
    let requests = || ["GET /x", "POST /x", "PUT /x", "HEAD /x", "PUT /any", "GET /nope"].map(request).to_vec();
    let actix = App::new()
        .route("/x", web::get().to(plain))
        .route("/x", web::post().to(plain))
        .route("/any", web::route().to(plain));
    let ours = App::new()
        .with_cors()
        .with_default(Frontend)
        .route("/x", routes![get(plain)])
        .route("/x", routes![post(plain)])
        .route("/any", routes![any(plain)])
        .finish();
    let statuses = |answers: Vec<cors_tests::exchange::Answer>| -> Vec<u16> {
        answers.into_iter().map(|answer| answer.status).collect()
    };
    assert_eq!(statuses(answers(actix, requests()).await), statuses(answers(ours, requests()).await));
}

#[test]
fn the_inventory_has_a_row_for_each_method() {
    let cors = App::new().with_cors().route("/x", routes![get(list), head(list)]).route("/x", routes![post(create)]);
    let inventory = cors.inventory();
    let rows = inventory.rows().iter().map(|row| (row.pattern.as_str(), row.method.as_deref()));
    assert_eq!(rows.collect::<Vec<_>>(), [("/x", Some("GET")), ("/x", Some("HEAD")), ("/x", Some("POST"))]);
}
