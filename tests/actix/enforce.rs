//! `enforce` where it cannot be foreseen which handler runs: the one that does not let the page in does not run all the same.

use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{App, HttpResponse, get, guard, post, web};
use cors_actix::{WithCors, cors, routes};

use crate::exchange::{APP, EVIL, answers, from, request};

static RUNS: AtomicUsize = AtomicUsize::new(0);

#[cors(origins = ["https://app.example.com"], enforce)]
#[post("/x")]
async fn strict() -> &'static str {
    RUNS.fetch_add(1, Ordering::Relaxed);
    "strict"
}

/// Serves the same path to others: who they are is not shown to us.
#[get("/x")]
async fn plain() -> &'static str {
    "plain"
}

#[actix_web::test]
async fn behind_a_service_that_is_not_known() {
    let in_front =
        web::resource("/x").guard(guard::Header("x-plain", "1")).to(|| async { HttpResponse::Ok().body("in front") });
    let app = App::new()
        .with_cors()
        .service_without_cors(in_front)
        .service_without_cors(plain)
        .service(routes![strict])
        .finish();
    let own = request("POST /x", &[("origin", "https://api.example.com"), ("host", "api.example.com")]);
    let foreign_to_another = request("POST /x", &[("origin", EVIL), ("x-plain", "1")]);
    let asks = vec![
        from("POST /x", EVIL),
        from("POST /x", "null"),
        from("POST /x", APP),
        own,
        request("POST /x", &[]),
        // Not ours to refuse.
        foreign_to_another,
        from("GET /x", EVIL),
    ];
    let answers = answers(app, asks).await;
    let short: Vec<_> =
        answers.iter().map(|answer| (answer.status, answer.readable_by(), answer.line("vary"))).collect();
    assert_eq!(
        short,
        [
            (403, None, Some("Origin")),
            (403, None, Some("Origin")),
            (200, Some(APP), Some("Origin")),
            (200, None, Some("Origin")),
            (200, None, Some("Origin")),
            (200, None, None),
            (200, None, None),
        ]
    );
    assert_eq!(RUNS.load(Ordering::Relaxed), 3);
}
